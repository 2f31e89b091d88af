// Tokens and sets of keys. Input: a token, a record separator, a set of keys; without the separator
// the keys of an issuer hold, and both a token and a payload to be signed by it.
#include "common/token/token.hpp"

#include <nlohmann/json.hpp>

#include "common/token/base64url.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"

namespace bookrent::fuzz {
namespace {

constexpr clock::Instant now{std::chrono::seconds{1'800'000'000}};

const token::SigningKey& issuer() {
  static const auto key = token::SigningKey::from_seed(std::array<std::byte, 32>{});
  return key;
}

void check_rejection(const token::Rejection& rejection) {
  claim(!name_of(rejection.refusal).empty() && is_utf8(rejection.message) &&
            rejection.message.size() < 1000,
        "a refusal has words");
}

void check(std::string_view text, const token::KeySet& keys) {
  const auto claims = token::verify(text, keys, {}, now);
  const auto payload = token::verify_signature(text, keys);
  if (!payload) check_rejection(payload.error());
  if (!claims) return check_rejection(claims.error());
  claim(payload.has_value(), "what is verified is signed");
  claim(claims->expires_at > now && !claims->subject.empty(), "what is verified is in force");
  claim(token::unverified_issuer(text).value_or("") == claims->issuer, "the issuer is the same");
  const auto again = token::verify(token::issue(issuer(), *claims), keys, {}, now);
  if (again) claim(*again == *claims, "claims are kept");
}

void check_base64url(std::string_view text) {
  claim(token::from_base64url(token::to_base64url(text)) == text, "bytes are kept");
  const auto bytes = token::from_base64url(text);
  if (bytes) claim(token::to_base64url(*bytes) == text, "bytes have one text");
}

/// With these claims, whatever they are, a token that is rightly signed.
void check_signed(std::string_view payload, const token::KeySet& keys) {
  const std::string input =
      token::to_base64url(R"({"alg":"EdDSA","typ":"at+jwt"})") + "." + token::to_base64url(payload);
  check(input + "." + token::to_base64url(issuer().sign(input)), keys);
}

}  // namespace

void run(std::string_view input) {
  static const auto own = token::KeySet::read(issuer().public_jwk()).value();
  check_base64url(input);
  const auto end = input.find(record_separator);
  if (end == input.npos) {
    check(input, own);
    return check_signed(input, own);
  }
  const auto keys = token::KeySet::read(input.substr(end + 1));
  if (!keys) return claim(is_for_people(keys.error()), "what is no set of keys has words");
  for (const std::string& fault : keys->faults()) claim(is_utf8(fault), "a fault has words");
  check(input.substr(0, end), *keys);
}

}  // namespace bookrent::fuzz
