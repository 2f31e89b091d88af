#include "common/token/token.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/token/base64url.hpp"
#include "common/token/claims.hpp"
#include "common/token/jws.hpp"

namespace bookrent::token {
namespace {

using std::string;
using std::string_view;

/// Media types are compared without regard to case, and `application/` may be left out (RFC 7515,
/// section 4.1.9).
bool is_access_token(string type) {
  std::ranges::transform(type, type.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return type == "at+jwt" || type == "application/at+jwt";
}

std::expected<void, Rejection> check_times(const Claims& claims, const Expected& expected,
                                           clock::Instant now) {
  using enum Refusal;
  if (claims.expires_at <= now)
    return reject(expired, fmt::format("it expired at {}", clock::rfc3339(claims.expires_at)));
  if (claims.not_before && *claims.not_before > now + skew_max)
    return reject(not_yet_valid,
                  fmt::format("it is not valid before {}", clock::rfc3339(*claims.not_before)));
  if (claims.issued_at && *claims.issued_at > now + skew_max)
    return reject(not_yet_valid, fmt::format("it was issued in the future, at {}",
                                             clock::rfc3339(*claims.issued_at)));
  if (!expected.lifetime_max) return {};
  if (!claims.issued_at) return reject(bad_claims, "it has no iat");
  if (claims.expires_at - *claims.issued_at > *expected.lifetime_max)
    return reject(too_long_lived,
                  fmt::format("it lasts longer than {} s", expected.lifetime_max->count() / 1000));
  return {};
}

std::expected<void, Rejection> check_parties(const Claims& claims, const Expected& expected) {
  using enum Refusal;
  if (expected.issuer && claims.issuer != *expected.issuer)
    return reject(wrong_issuer, fmt::format("its issuer is '{}', not '{}'", excerpt(claims.issuer),
                                            *expected.issuer));
  if (expected.audience &&
      std::ranges::find(claims.audiences, *expected.audience) == claims.audiences.end())
    return reject(wrong_audience,
                  fmt::format("it is not for the audience '{}'", *expected.audience));
  return {};
}

}  // namespace

string issue(const SigningKey& key, const Claims& claims) {
  const string header = fmt::format(R"({{"alg":"EdDSA","kid":"{}","typ":"at+jwt"}})", key.kid());
  string token = to_base64url(header) + "." + to_base64url(json_of(claims));
  const string signature = key.sign(token);
  return token + "." + to_base64url(signature);
}

string_view name_of(Refusal refusal) {
  using enum Refusal;
  switch (refusal) {
    case too_large:
      return "too_large";
    case malformed:
      return "malformed";
    case wrong_algorithm:
      return "wrong_algorithm";
    case critical:
      return "critical";
    case unknown_key:
      return "unknown_key";
    case wrong_signature:
      return "wrong_signature";
    case wrong_type:
      return "wrong_type";
    case bad_claims:
      return "bad_claims";
    case expired:
      return "expired";
    case not_yet_valid:
      return "not_yet_valid";
    case too_long_lived:
      return "too_long_lived";
    case wrong_issuer:
      return "wrong_issuer";
    case wrong_audience:
      return "wrong_audience";
  }
  return "";
}

std::expected<Claims, Rejection> verify(string_view token, const KeySet& keys,
                                        const Expected& expected, clock::Instant now) {
  const auto jws = read_signed(token, token_bytes_max, keys);
  if (!jws) return std::unexpected(jws.error());
  if (expected.access_token && !is_access_token(jws->type))
    return reject(Refusal::wrong_type, "its type (typ) is not at+jwt");
  auto claims = read_claims(jws->payload);
  if (!claims) return claims;
  if (const auto in_time = check_times(*claims, expected, now); !in_time)
    return std::unexpected(in_time.error());
  if (const auto for_us = check_parties(*claims, expected); !for_us)
    return std::unexpected(for_us.error());
  return claims;
}

std::expected<string, Rejection> verify_signature(string_view jws, const KeySet& keys) {
  auto read = read_signed(jws, jws_bytes_max, keys);
  if (!read) return std::unexpected(read.error());
  return std::move(read->payload);
}

std::optional<string> unverified_issuer(string_view token) {
  const auto jws = read_jws(token, token_bytes_max);
  if (!jws) return std::nullopt;
  const auto claims = read_claims(jws->payload);
  if (!claims || claims->issuer.empty()) return std::nullopt;
  return claims->issuer;
}

}  // namespace bookrent::token
