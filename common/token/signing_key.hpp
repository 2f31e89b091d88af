#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct evp_pkey_st;  // OpenSSL's EVP_PKEY

namespace bookrent::token {

/// What this suite signs its tokens with: an Ed25519 key (RFC 8037). Copies share the key.
class SigningKey {
 public:
  /// `seed` is the private key, so it has to come from a good source of chance and stay secret. The
  /// same seed makes the same key.
  static SigningKey from_seed(std::span<const std::byte, 32> seed);

  /// The key's id: its thumbprint after RFC 7638.
  const std::string& kid() const { return kid_; }
  /// The public half as a JWK (RFC 7517): one line of JSON.
  std::string public_jwk() const;
  /// The 64 bytes of the signature.
  std::string sign(std::string_view input) const;

 private:
  SigningKey(std::shared_ptr<evp_pkey_st> key, std::string x);

  std::shared_ptr<evp_pkey_st> key_;
  std::string x_;  // the public half in base64url
  std::string kid_;
};

/// A JWK Set of these JWKs, each as public_jwk() writes it: one line of JSON.
std::string jwk_set(std::span<const std::string> public_jwks);

}  // namespace bookrent::token
