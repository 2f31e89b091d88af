#include "common/token/jws.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/token/base64url.hpp"
#include "common/token/public_key.hpp"
#include "common/token/strict_json.hpp"

namespace bookrent::token {
namespace {

using Json = nlohmann::json;
using std::string;
using std::string_view;

constexpr std::size_t excerpt_bytes_max = 64;

/// The member of the header into `value`, when it is there. False: it is not a text.
bool take(const Json& header, const char* name, string& value) {
  const auto found = header.find(name);
  if (found == header.end()) return true;
  if (!found->is_string() || found->get_ref<const string&>().empty()) return false;
  value = found->get<string>();
  return true;
}

std::expected<Jws, Rejection> read_header(const Json& header) {
  using enum Refusal;
  Jws jws;
  if (!take(header, "alg", jws.algorithm) || !take(header, "kid", jws.kid) ||
      !take(header, "typ", jws.type))
    return reject(malformed, "alg, kid or typ of its header is not a text");
  if (jws.algorithm.empty()) return reject(malformed, "its header has no alg");
  if (header.contains("crit"))
    return reject(critical, "its header demands an extension (crit), and none is understood");
  // Without crit, who does not know it would take the payload for encoded (RFC 7797, section 6).
  if (header.contains("b64") && header["b64"] != true)
    return reject(critical, "its payload is not encoded (b64)");
  return jws;
}

bool is_supported(string_view algorithm) {
  using enum Algorithm;
  for (const Algorithm one : {es256, rs256, eddsa})
    if (algorithm == name_of(one)) return true;
  return false;
}

/// A key without kid may be anybody's; so may the one that signed a token without kid.
bool may_be(const PublicKey& key, const Jws& jws) {
  return jws.kid.empty() || key.kid().empty() || key.kid() == jws.kid;
}

string without_key(const Jws& jws, const KeySet& keys) {
  string words = jws.kid.empty() ? string{"there is no key that may have signed it"}
                                 : fmt::format("there is no key '{}'", excerpt(jws.kid));
  const auto faults = keys.faults();
  if (!faults.empty()) words += fmt::format("; {}", faults.front());
  if (faults.size() > 1) words += fmt::format(", and {} more are left out", faults.size() - 1);
  return words;
}

std::expected<void, Rejection> check_signature(const Jws& jws, const KeySet& keys) {
  using enum Refusal;
  if (!is_supported(jws.algorithm))
    return reject(wrong_algorithm, fmt::format("its algorithm '{}' is not ES256, RS256 or EdDSA",
                                               excerpt(jws.algorithm)));
  const PublicKey* other = nullptr;
  bool tried = false;
  for (const auto& key : keys.keys()) {
    if (!may_be(*key, jws)) continue;
    if (jws.algorithm != name_of(key->algorithm())) {
      other = key.get();
      continue;
    }
    if (key->verifies(jws.signed_part, jws.signature)) return {};
    tried = true;
  }
  if (tried) return reject(wrong_signature, "its signature is wrong");
  if (other != nullptr)
    return reject(wrong_algorithm, fmt::format("its algorithm is {}, and the key's is {}",
                                               jws.algorithm, name_of(other->algorithm())));
  return reject(unknown_key, without_key(jws, keys));
}

}  // namespace

std::unexpected<Rejection> reject(Refusal refusal, string message) {
  return std::unexpected(Rejection{refusal, std::move(message)});
}

string excerpt(string_view text) {
  if (text.size() <= excerpt_bytes_max) return string{text};
  std::size_t end = excerpt_bytes_max;
  while (end > 0 && (text[end] & 0xc0) == 0x80) --end;  // not within a character of UTF-8
  return string{text.substr(0, end)} + "…";
}

std::expected<Jws, Rejection> read_jws(string_view text, std::size_t bytes_max) {
  using enum Refusal;
  if (text.size() > bytes_max)
    return reject(too_large, fmt::format("it is larger than {} bytes", bytes_max));
  const auto first = text.find('.');
  const auto last = text.rfind('.');
  if (first == text.npos || first == last || text.find('.', first + 1) != last)
    return reject(malformed, "it does not consist of three parts");
  const auto header = from_base64url(text.substr(0, first));
  auto payload = from_base64url(text.substr(first + 1, last - first - 1));
  auto signature = from_base64url(text.substr(last + 1));
  if (!header || !payload || !signature) return reject(malformed, "a part of it is not base64url");
  const auto json = read_object(*header);
  if (!json)
    return reject(malformed, "its header is not a JSON object whose members differ in name");
  auto jws = read_header(*json);
  if (!jws) return jws;
  jws->signed_part = text.substr(0, last);
  jws->payload = *std::move(payload);
  jws->signature = *std::move(signature);
  return jws;
}

std::expected<Jws, Rejection> read_signed(string_view text, std::size_t bytes_max,
                                          const KeySet& keys) {
  auto jws = read_jws(text, bytes_max);
  if (!jws) return jws;
  if (const auto checked = check_signature(*jws, keys); !checked)
    return std::unexpected(checked.error());
  return jws;
}

}  // namespace bookrent::token
