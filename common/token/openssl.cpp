#include "common/token/openssl.hpp"

#include <openssl/err.h>

namespace bookrent::token {

Key owned(EVP_PKEY* key) { return Key(key, EVP_PKEY_free); }

std::string sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  if (EVP_Digest(bytes.data(), bytes.size(), raw(digest), nullptr, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("OpenSSL has no SHA-256");
  return digest;
}

bool digest_verifies(const Key& key, const EVP_MD* digest, std::string_view input,
                     std::string_view signature) {
  const DigestContext context(made(EVP_MD_CTX_new()));
  const bool verified =
      EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(input), input.size()) ==
          1;
  ERR_clear_error();  // what is wrong with a stranger's signature is no trouble of this thread
  return verified;
}

}  // namespace bookrent::token
