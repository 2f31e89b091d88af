// What goes wrong with the signatures and keys of one algorithm.
#include "tests/support/token_issuer.hpp"

namespace bookrent::tests {
namespace {

using token::to_base64url;
using enum token::Refusal;

string with_signature(const Issuer& by, const string& signature) {
  return by.input(by.header().dump(), by.claims().dump()) + "." + to_base64url(signature);
}

/// What RS256 encrypts (RFC 8017, section 9.2): with the exponent 1 it is its own signature.
string padded_digest(const string& input, std::size_t size) {
  string digest(32, '\0');
  EVP_Digest(input.data(), input.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
             EVP_sha256(), nullptr);
  const string info{"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
                    19};
  const string tail = '\0' + info + digest;
  return string{"\0\x01", 2} + string(size - 2 - tail.size(), '\xff') + tail;
}

}  // namespace

void add_es256(Cases& cases, const Issuer& by) {
  const string input = by.input(by.header().dump(), by.claims().dump());
  const string good = by.key().sign("ES256", input);
  const string zero(32, '\0');
  const string order = *token::from_base64url("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE");
  const auto with = [&](const string& name, const string& signature) {
    cases.add(name, wrong_signature, by.jwks(), with_signature(by, signature));
  };
  with("in DER", by.key().sign_in_der(input));
  with("a byte short", good.substr(0, 63));
  with("a byte long", good + '\0');
  with("a byte more in each half", '\0' + good.substr(0, 32) + '\0' + good.substr(32));
  with("halves in the wrong order", good.substr(32) + good.substr(0, 32));
  with("r and s are 0", zero + zero);
  with("r is 0", zero + good.substr(32));
  with("s is 0", good.substr(0, 32) + zero);
  with("r is the order", order + good.substr(32));
  with("s is the order", good.substr(0, 32) + order);
  with("r and s are the order", order + order);
  Json off = by.jwk();
  off["y"] = off["x"];
  cases.add("key beside the curve", unknown_key, set_of({off}), by.token());
  off = by.jwk();
  off["x"] = off["y"] = to_base64url(zero);
  cases.add("key at zero", unknown_key, set_of({off}), by.token());
  off = by.jwk();
  off["crv"] = "P-384";
  cases.add("key that names another curve", unknown_key, set_of({off}), by.token());
  Json p384 = TokenKey("p384").public_jwk();
  p384["kid"] = "k1";
  cases.add("key on another curve", unknown_key, set_of({p384}),
            input + "." + to_base64url(TokenKey("p384").sign("ES256", input)));
}

void add_rs256(Cases& cases, const Issuer& by) {
  const string input = by.input(by.header().dump(), by.claims().dump());
  const string good = by.key().sign("RS256", input);
  cases.add("signed by PS256", wrong_signature, by.jwks(),
            with_signature(by, by.key().sign("PS256", input)));
  cases.add("signed by RS384", wrong_signature, by.jwks(),
            with_signature(by, by.key().sign("RS384", input)));
  cases.add("a zero before the signature", wrong_signature, by.jwks(),
            with_signature(by, '\0' + good));
  cases.add("signature of zeros", wrong_signature, by.jwks(),
            with_signature(by, string(256, '\0')));
  for (const char* other : {"RS384", "PS256"}) {
    Json header = by.header();
    header["alg"] = other;
    const string said = by.input(header.dump(), by.claims().dump());
    cases.add(string{"says and is "} + other, wrong_algorithm, by.jwks(),
              said + "." + to_base64url(by.key().sign(other, said)));
  }
  for (const char* weak : {"rsa_1024", "roca"}) {
    Json jwk = TokenKey(weak).public_jwk();
    jwk["kid"] = "k1";
    cases.add(string{"weak key "} + weak, unknown_key, set_of({jwk}),
              with_signature(by, TokenKey(weak).sign("RS256", input)));
  }
  Json one = by.jwk();
  one["e"] = "AQ";
  cases.add("key with the exponent 1", unknown_key, set_of({one}),
            with_signature(by, padded_digest(input, 256)));
  one["e"] = "AQAA";
  cases.add("key with an even exponent", unknown_key, set_of({one}), by.token());
  one = by.jwk();
  one["n"] = to_base64url('\0' + *token::from_base64url(one["n"].get<string>()));
  cases.add("key that begins with a zero", unknown_key, set_of({one}), by.token());
}

void add_eddsa(Cases& cases, const Issuer& by) {
  const string input = by.input(by.header().dump(), by.claims().dump());
  string larger = by.key().sign("EdDSA", input);
  // S and the order of the group: the same to whoever does not look.
  const string order =
      string{"\xed\xd3\xf5\x5c\x1a\x63\x12\x58\xd6\x9c\xf7\xa2\xde\xf9\xde\x14", 16} +
      string(15, '\0') + '\x10';
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    for (const char digit : {larger[32 + i], order[i]}) carry += static_cast<unsigned char>(digit);
    larger[32 + i] = static_cast<char>(carry & 0xff);
    carry >>= 8;
  }
  cases.add("S beyond the order", wrong_signature, by.jwks(), with_signature(by, larger));
  const string good = by.key().sign("EdDSA", input);
  cases.add("a byte short", wrong_signature, by.jwks(), with_signature(by, good.substr(0, 63)));
  cases.add("a byte long", wrong_signature, by.jwks(), with_signature(by, good + '\0'));
  const string identity = '\x01' + string(31, '\0');
  Json small = by.jwk();
  small["x"] = to_base64url(identity);
  cases.add("key of small order", unknown_key, set_of({small}),
            with_signature(by, identity + string(32, '\0')));
  small = by.jwk();
  small["x"] = to_base64url(string(31, 'x'));
  cases.add("key a byte short", unknown_key, set_of({small}), by.token());
  small = by.jwk();
  small["crv"] = "X25519";
  cases.add("key for key agreement", unknown_key, set_of({small}), by.token());
}

}  // namespace bookrent::tests
