#include "tests/support/token_key.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <stdexcept>

#include "common/token/base64url.hpp"

namespace bookrent::tests {
namespace {

using std::string;
using std::string_view;
using token::to_base64url;

void must(bool worked, const string& what) {
  if (!worked) throw std::runtime_error("OpenSSL: " + what);
}

const unsigned char* raw(string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

/// A number of the key, in `size` bytes or as few as it needs.
string number(const EVP_PKEY* key, const char* name, int size = 0) {
  BIGNUM* value = nullptr;
  must(EVP_PKEY_get_bn_param(key, name, &value) == 1, name);
  string bytes(static_cast<std::size_t>(size == 0 ? BN_num_bytes(value) : size), '\0');
  must(BN_bn2binpad(value, raw(bytes), static_cast<int>(bytes.size())) >= 0, name);
  BN_free(value);
  return to_base64url(bytes);
}

string signature_of(EVP_PKEY* key, const EVP_MD* digest, int padding, string_view input) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  EVP_PKEY_CTX* details = nullptr;
  must(EVP_DigestSignInit(context.get(), &details, digest, nullptr, key) == 1, "init");
  if (padding != 0) must(EVP_PKEY_CTX_set_rsa_padding(details, padding) == 1, "padding");
  string signature(1024, '\0');
  std::size_t size = signature.size();
  must(EVP_DigestSign(context.get(), raw(signature), &size, raw(input), input.size()) == 1, "sign");
  signature.resize(size);
  return signature;
}

}  // namespace

TokenKey::TokenKey(const string& name) {
  const string path = string{BOOKRENT_TOKEN_KEYS} + "/" + name + ".pem";
  const std::unique_ptr<BIO, decltype(&BIO_free)> file(BIO_new_file(path.c_str(), "r"), BIO_free);
  must(file != nullptr, path);
  key_ = {PEM_read_bio_PrivateKey(file.get(), nullptr, nullptr, nullptr), EVP_PKEY_free};
  must(key_ != nullptr, path);
}

nlohmann::ordered_json TokenKey::public_jwk() const {
  if (EVP_PKEY_is_a(key_.get(), "RSA") == 1)
    return {{"kty", "RSA"},
            {"n", number(key_.get(), OSSL_PKEY_PARAM_RSA_N)},
            {"e", number(key_.get(), OSSL_PKEY_PARAM_RSA_E)}};
  if (EVP_PKEY_is_a(key_.get(), "EC") == 1) {
    const int bits = EVP_PKEY_get_bits(key_.get());
    return {{"kty", "EC"},
            {"crv", "P-" + std::to_string(bits)},
            {"x", number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, bits / 8)},
            {"y", number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, bits / 8)}};
  }
  string x(32, '\0');
  std::size_t size = x.size();
  must(EVP_PKEY_get_raw_public_key(key_.get(), raw(x), &size) == 1, "public key");
  return {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(x)}};
}

string TokenKey::sign_in_der(string_view input) const {
  return signature_of(key_.get(), EVP_sha256(), 0, input);
}

string TokenKey::sign(string_view algorithm, string_view input) const {
  if (algorithm == "EdDSA") return signature_of(key_.get(), nullptr, 0, input);
  if (algorithm == "RS256") return signature_of(key_.get(), EVP_sha256(), RSA_PKCS1_PADDING, input);
  if (algorithm == "RS384") return signature_of(key_.get(), EVP_sha384(), RSA_PKCS1_PADDING, input);
  if (algorithm == "PS256")
    return signature_of(key_.get(), EVP_sha256(), RSA_PKCS1_PSS_PADDING, input);
  const string der = sign_in_der(input);
  const unsigned char* at = raw(der);
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> numbers(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), ECDSA_SIG_free);
  const int half = EVP_PKEY_get_bits(key_.get()) / 8;
  string signature(static_cast<std::size_t>(2 * half), '\0');
  BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), raw(signature), half);
  BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), raw(signature) + half, half);
  return signature;
}

string TokenKey::public_pem() const {
  const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
  must(PEM_write_bio_PUBKEY(memory.get(), key_.get()) == 1, "PEM");
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

string hmac(string_view secret, string_view input) {
  string code(32, '\0');
  must(HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), raw(input), input.size(),
            raw(code), nullptr) != nullptr,
       "HMAC");
  return code;
}

}  // namespace bookrent::tests
