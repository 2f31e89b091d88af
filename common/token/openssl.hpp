#pragma once
// OpenSSL's objects, freed by who has them.
#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bookrent::token {

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};

using BigNumber = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Key = std::shared_ptr<EVP_PKEY>;

/// What OpenSSL gave, or std::runtime_error, as when memory has run out.
template <class T>
T* made(T* object) {
  if (object == nullptr) throw std::runtime_error("OpenSSL made no object");
  return object;
}

/// OpenSSL's byte type is unsigned char; char may alias it.
inline const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
inline unsigned char* raw(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

/// Takes over `key`, which may be null.
Key owned(EVP_PKEY* key);

std::string sha256(std::string_view bytes);

/// Whether OpenSSL finds the signature right. No digest for Ed25519, which has its own.
bool digest_verifies(const Key& key, const EVP_MD* digest, std::string_view input,
                     std::string_view signature);

}  // namespace bookrent::token
