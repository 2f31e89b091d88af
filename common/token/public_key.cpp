#include "common/token/public_key.hpp"

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "common/token/base64url.hpp"

namespace bookrent::token {
namespace {

using Json = nlohmann::json;
using std::string;
using std::string_view;

// Fewer bits are refused after RFC 7518, section 3.3; more would take seconds to check and verify.
constexpr int rsa_bits_min = 2048;
constexpr int rsa_bits_max = 8192;

constexpr std::size_t coordinate_bytes = 32;  // of P-256

/// What is wrong with a key; it never leaves this file.
struct Fault {
  string why;
};

const Json* member(const Json& jwk, const char* name) {
  const auto found = jwk.find(name);
  return found == jwk.end() ? nullptr : &*found;
}

/// Empty: absent.
string text(const Json& jwk, const char* name) {
  const Json* value = member(jwk, name);
  if (value == nullptr) return {};
  if (!value->is_string() || value->get_ref<const string&>().empty())
    throw Fault{fmt::format("{} is not a text", name)};
  return value->get<string>();
}

string bytes(const Json& jwk, const char* name) {
  auto read = from_base64url(text(jwk, name));
  if (!read || read->empty()) throw Fault{fmt::format("{} is not base64url", name)};
  return *std::move(read);
}

string bytes(const Json& jwk, const char* name, std::size_t size) {
  string read = bytes(jwk, name);
  if (read.size() != size) throw Fault{fmt::format("{} has {} bytes", name, read.size())};
  return read;
}

/// In as few bytes as it has (RFC 7518, section 2).
BigNumber number(const Json& jwk, const char* name) {
  const string read = bytes(jwk, name);
  if (read.front() == '\0') throw Fault{fmt::format("{} begins with a zero", name)};
  return BigNumber(made(BN_bin2bn(raw(read), static_cast<int>(read.size()), nullptr)));
}

/// RFC 7517, section 4.3: texts, none twice.
bool operations_allow(const Json& operations) {
  if (!operations.is_array()) throw Fault{"key_ops is not an array"};
  std::set<string> seen;
  for (const Json& one : operations)
    if (!one.is_string() || !seen.insert(one.get<string>()).second)
      throw Fault{"key_ops are not texts that differ"};
  return seen.contains("verify");
}

bool may_verify(const Json& jwk) {
  const string use = text(jwk, "use");
  const Json* operations = member(jwk, "key_ops");
  return (use.empty() || use == "sig") && (operations == nullptr || operations_allow(*operations));
}

/// The algorithm that goes with kty and crv.
std::optional<Algorithm> algorithm_for(const Json& jwk) {
  const string kty = text(jwk, "kty");
  if (kty.empty()) throw Fault{"it has no kty"};
  if (kty == "RSA") return Algorithm::rs256;
  if (kty == "EC" && text(jwk, "crv") == "P-256") return Algorithm::es256;
  if (kty == "OKP" && text(jwk, "crv") == "Ed25519") return Algorithm::eddsa;
  return std::nullopt;
}

/// A key of OpenSSL's `type`, made from public values.
Key made_key(const char* type, OSSL_PARAM_BLD* values) {
  const Parameters parameters(made(OSSL_PARAM_BLD_to_param(values)));
  const KeyContext context(made(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)));
  EVP_PKEY* key = nullptr;
  const bool is_made =
      EVP_PKEY_fromdata_init(context.get()) == 1 &&
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) == 1;
  Key owner = owned(key);
  const KeyContext check(is_made ? EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr) : nullptr);
  const bool valid = check != nullptr && EVP_PKEY_public_check(check.get()) == 1;
  ERR_clear_error();
  if (!valid) throw Fault{fmt::format("its numbers make no {} key", type)};
  return owner;
}

/// Whether the modulus has the form that chips with the flaw of CVE-2017-15361 (ROCA) gave to it:
/// modulo each small prime it is a power of 65537. One of 10^8 others has it too.
bool is_roca(const BIGNUM* n) {
  constexpr std::array primes = {11, 13, 17,  19,  37,  53,  61,  71, 73,
                                 79, 97, 103, 107, 109, 127, 151, 157};
  return std::ranges::all_of(primes, [&](BN_ULONG prime) {
    const BN_ULONG rest = BN_mod_word(n, prime);
    BN_ULONG power = 1;
    do {
      if (power == rest) return true;
      power = power * 65537 % prime;
    } while (power != 1);
    return false;
  });
}

Key rsa_key(const Json& jwk) {
  const BigNumber n = number(jwk, "n");
  const BigNumber e = number(jwk, "e");
  const int bits = BN_num_bits(n.get());
  if (bits < rsa_bits_min || bits > rsa_bits_max)
    throw Fault{
        fmt::format("RSA of {} bits; {} to {} are taken", bits, rsa_bits_min, rsa_bits_max)};
  if (is_roca(n.get())) throw Fault{"RSA with the weakness CVE-2017-15361"};
  const ParameterBuilder values(made(OSSL_PARAM_BLD_new()));
  OSSL_PARAM_BLD_push_BN(values.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(values.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return made_key("RSA", values.get());
}

Key p256_key(const Json& jwk) {
  const string point =
      '\x04' + bytes(jwk, "x", coordinate_bytes) + bytes(jwk, "y", coordinate_bytes);
  const ParameterBuilder values(made(OSSL_PARAM_BLD_new()));
  OSSL_PARAM_BLD_push_utf8_string(values.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
  OSSL_PARAM_BLD_push_octet_string(values.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  return made_key("EC", values.get());
}

Key ed25519_key(const Json& jwk) {
  const string x = bytes(jwk, "x", 32);
  // OpenSSL takes any 32 bytes; a point of small order would let anybody sign.
  if (crypto_core_ed25519_is_valid_point(raw(x)) != 1) throw Fault{"x is no point for Ed25519"};
  return owned(made(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(x), x.size())));
}

Key key_of(Algorithm algorithm, const Json& jwk) {
  switch (algorithm) {
    case Algorithm::es256:
      return p256_key(jwk);
    case Algorithm::rs256:
      return rsa_key(jwk);
    case Algorithm::eddsa:
      return ed25519_key(jwk);
  }
  throw std::logic_error("unknown algorithm");
}

/// What a JWS has as r and s, as OpenSSL wants it: in DER. Empty for another length.
string der_of(string_view signature) {
  if (signature.size() != 2 * coordinate_bytes) return {};
  const auto half = [&](std::size_t from) {
    return made(BN_bin2bn(raw(signature.substr(from)), coordinate_bytes, nullptr));
  };
  const EcdsaSignature numbers(made(ECDSA_SIG_new()));
  ECDSA_SIG_set0(numbers.get(), half(0), half(coordinate_bytes));
  unsigned char* written = nullptr;
  const int size = i2d_ECDSA_SIG(numbers.get(), &written);
  if (size <= 0) return {};
  string der(reinterpret_cast<const char*>(written), static_cast<std::size_t>(size));
  OPENSSL_free(written);
  return der;
}

}  // namespace

string_view name_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::es256:
      return "ES256";
    case Algorithm::rs256:
      return "RS256";
    case Algorithm::eddsa:
      return "EdDSA";
  }
  return "";
}

PublicKey::PublicKey(string kid, Algorithm algorithm, Key key)
    : kid_(std::move(kid)), algorithm_(algorithm), key_(std::move(key)) {}

std::expected<std::optional<PublicKey>, string> PublicKey::read(const Json& jwk) try {
  const auto algorithm = algorithm_for(jwk);
  if (!algorithm || !may_verify(jwk)) return std::nullopt;
  const string alg = text(jwk, "alg");
  if (!alg.empty() && alg != name_of(*algorithm)) return std::nullopt;
  return PublicKey(text(jwk, "kid"), *algorithm, key_of(*algorithm, jwk));
} catch (const Fault& fault) {
  return std::unexpected(fault.why);
}

bool PublicKey::verifies(string_view input, string_view signature) const {
  switch (algorithm_) {
    case Algorithm::es256: {
      const string der = der_of(signature);
      return !der.empty() && digest_verifies(key_, EVP_sha256(), input, der);
    }
    case Algorithm::rs256:
      return digest_verifies(key_, EVP_sha256(), input, signature);
    case Algorithm::eddsa:
      return digest_verifies(key_, nullptr, input, signature);
  }
  return false;
}

}  // namespace bookrent::token
