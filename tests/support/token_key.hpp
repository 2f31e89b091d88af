#pragma once
// What an issuer of tokens does, whether honest or not: it signs whatever it wants.
#include <openssl/evp.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace bookrent::tests {

/// A private key of tests/data/token.
class TokenKey {
 public:
  explicit TokenKey(const std::string& name);

  /// The public half as a JWK: its numbers, and nothing else.
  nlohmann::ordered_json public_jwk() const;
  /// By ES256, RS256, RS384, PS256 or EdDSA, as a JWS has it.
  std::string sign(std::string_view algorithm, std::string_view input) const;
  /// With ECDSA and SHA-256, as OpenSSL has it: in DER.
  std::string sign_in_der(std::string_view input) const;
  /// The public half as a file that everybody may have: PEM.
  std::string public_pem() const;

 private:
  std::shared_ptr<EVP_PKEY> key_;
};

/// HMAC with SHA-256.
std::string hmac(std::string_view secret, std::string_view input);

}  // namespace bookrent::tests
