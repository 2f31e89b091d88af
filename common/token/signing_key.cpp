#include "common/token/signing_key.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "common/token/base64url.hpp"
#include "common/token/openssl.hpp"

namespace bookrent::token {

SigningKey::SigningKey(std::shared_ptr<evp_pkey_st> key, std::string x)
    : key_(std::move(key)),
      x_(std::move(x)),
      kid_(to_base64url(sha256(fmt::format(R"({{"crv":"Ed25519","kty":"OKP","x":"{}"}})", x_)))) {}

SigningKey SigningKey::from_seed(std::span<const std::byte, 32> seed) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(seed.data());
  Key key =
      owned(made(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes, seed.size())));
  std::string half(32, '\0');
  std::size_t size = half.size();
  if (EVP_PKEY_get_raw_public_key(key.get(), raw(half), &size) != 1 || size != half.size())
    throw std::runtime_error("OpenSSL made no public key");
  return {std::move(key), to_base64url(half)};
}

std::string SigningKey::public_jwk() const {
  return fmt::format(
      R"({{"alg":"EdDSA","crv":"Ed25519","kid":"{}","kty":"OKP","use":"sig","x":"{}"}})", kid_, x_);
}

std::string SigningKey::sign(std::string_view input) const {
  std::string signature(64, '\0');
  std::size_t size = signature.size();
  const DigestContext context(made(EVP_MD_CTX_new()));
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), raw(signature), &size, raw(input), input.size()) != 1 ||
      size != signature.size())
    throw std::runtime_error("OpenSSL made no signature");
  return signature;
}

std::string jwk_set(std::span<const std::string> public_jwks) {
  return fmt::format(R"({{"keys":[{}]}})", fmt::join(public_jwks, ","));
}

}  // namespace bookrent::token
