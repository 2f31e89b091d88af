#pragma once
// Access tokens: JWTs (RFC 7519, RFC 9068) in the compact form of a JWS (RFC 7515), signed with
// ES256, RS256 or EdDSA. The key decides the algorithm; a token's header may only agree.
#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock/instant.hpp"
#include "common/token/key_set.hpp"
#include "common/token/signing_key.hpp"

namespace bookrent::token {

/// An access token. It has to fit into a message's header beside other things.
constexpr std::size_t token_bytes_max = 8 * 1024;
/// Any other JWS.
constexpr std::size_t jws_bytes_max = 1024 * 1024;
/// By so much an issuer's clock may be ahead of ours (nbf, iat). None is granted to exp: what has
/// expired here has expired.
constexpr std::chrono::milliseconds skew_max{5'000};

/// What a token says. An empty text or list: the token does not say it.
struct Claims {
  std::string issuer{};
  std::string subject{};
  std::vector<std::string> audiences{};
  clock::Instant expires_at{};
  std::optional<clock::Instant> issued_at{};
  std::optional<clock::Instant> not_before{};
  std::string id{};
  std::string role{};
  std::vector<std::string> scopes{};
  /// All other claims: a JSON object.
  std::string others = "{}";

  bool operator==(const Claims&) const = default;
};

/// The claims set: one line of JSON, instants as seconds (RFC 7519, NumericDate).
std::string json_of(const Claims& claims);

/// A token of type at+jwt that says `claims`.
std::string issue(const SigningKey& key, const Claims& claims);

/// Why a token is not taken.
enum class Refusal {
  too_large,
  malformed,        // not a compact JWS: parts, base64url, the header's JSON
  wrong_algorithm,  // none, one that is not supported, or another than the key's
  critical,         // the header demands an extension that is not understood
  unknown_key,      // no key of the set may have signed it
  wrong_signature,
  wrong_type,  // not an access token
  bad_claims,  // not JSON, or a claim that is missing or of the wrong form
  expired,
  not_yet_valid,  // by nbf, or issued in the future
  too_long_lived,
  wrong_issuer,
  wrong_audience,
};

/// In snake_case, as above.
std::string_view name_of(Refusal refusal);

struct Rejection {
  Refusal refusal;
  std::string message;  // for a person; may quote the token's words, of a bounded length
};

/// What a token must say, beside being signed and in force. Nothing: not compared.
struct Expected {
  std::optional<std::string> issuer{};
  std::optional<std::string> audience{};
  /// From iat to exp at most; a token must have an iat then.
  std::optional<std::chrono::milliseconds> lifetime_max{};
  /// The header's typ must be at+jwt, so that an ID token of the same issuer is no access token.
  bool access_token = true;
};

/// The claims of a token that one of `keys` has signed, that has a subject, and is as expected at
/// `now`. Never throws because of what the token is.
std::expected<Claims, Rejection> verify(std::string_view token, const KeySet& keys,
                                        const Expected& expected, clock::Instant now);

/// The payload, whatever it is, of a compact JWS that one of `keys` has signed.
std::expected<std::string, Rejection> verify_signature(std::string_view jws, const KeySet& keys);

/// Whom the token names as its issuer, to find the keys that may have signed it. Not verified:
/// to be believed only after verify() with that issuer expected. Nothing: it names none.
std::optional<std::string> unverified_issuer(std::string_view token);

}  // namespace bookrent::token
