#include "tests/support/token_cases.hpp"

#include <functional>

#include "common/token/base64url.hpp"
#include "tests/support/token_issuer.hpp"

namespace bookrent::tests {
namespace {

using token::to_base64url;
using enum token::Refusal;

void add_claims(Cases& cases, const Issuer& by) {
  const auto with = [&](const string& name, std::optional<Refusal> refusal,
                        const std::function<void(Json&)>& change) {
    Json claims = by.claims();
    change(claims);
    cases.add(name, refusal, by.jwks(), by.token(by.header(), claims));
  };
  with("good", taken, [](Json&) {});
  with("for several audiences", taken, [](Json& c) { c["aud"] = {"other", audience_name}; });
  with("times with fractions", taken, [&](Json& c) {
    c["exp"] = static_cast<double>(by.now()) + 600.5;
    c.erase("iat");
  });
  with("unknown claims", taken, [](Json& c) { c["address"] = {{"city", "서울"}}; });
  with("nothing but what is needed", taken, [](Json& c) {
    for (const char* name : {"iat", "jti", "role", "scope"}) c.erase(name);
  });
  with("issued by a clock that is a little ahead", taken,
       [&](Json& c) { c["iat"] = c["nbf"] = by.now() + 3; });
  with("expired", expired, [&](Json& c) { c["exp"] = by.now() - 1; });
  with("expires now", expired, [&](Json& c) { c["exp"] = by.now(); });
  with("not yet valid", not_yet_valid, [&](Json& c) { c["nbf"] = by.now() + 3600; });
  with("issued in the future", not_yet_valid, [&](Json& c) { c["iat"] = by.now() + 3600; });
  with("wrong issuer", wrong_issuer, [](Json& c) { c["iss"] = "https://evil.example.org"; });
  with("issuer with a slash more", wrong_issuer,
       [](Json& c) { c["iss"] = string{issuer_name} + "/"; });
  with("no issuer", wrong_issuer, [](Json& c) { c.erase("iss"); });
  with("wrong audience", wrong_audience, [](Json& c) { c["aud"] = "other"; });
  with("no audience", wrong_audience, [](Json& c) { c.erase("aud"); });
  with("audience in another case", wrong_audience, [](Json& c) { c["aud"] = "Bookrent"; });
  with("no exp", bad_claims, [](Json& c) { c.erase("exp"); });
  with("no sub", bad_claims, [](Json& c) { c.erase("sub"); });
  with("exp is null", bad_claims, [](Json& c) { c["exp"] = nullptr; });
  with("exp is a text", bad_claims, [&](Json& c) { c["exp"] = std::to_string(by.now() + 600); });
  with("exp after the year 9999", bad_claims, [](Json& c) { c["exp"] = 1e18; });
  with("nbf is a text", bad_claims, [](Json& c) { c["nbf"] = "now"; });
  with("sub is a number", bad_claims, [](Json& c) { c["sub"] = 7; });
  with("aud is a number", bad_claims, [](Json& c) { c["aud"] = 7; });
  with("aud has a number", bad_claims, [](Json& c) { c["aud"] = {audience_name, 7}; });
  with("100 KiB", too_large, [](Json& c) { c["more"] = string(100 * 1024, 'x'); });
}

void add_payloads(Cases& cases, const Issuer& by) {
  const string header = by.header().dump();
  const string good = by.claims().dump();
  const auto with = [&](const string& name, const string& payload) {
    cases.add(name, bad_claims, by.jwks(), by.sealed(by.input(header, payload)));
  };
  with("a claim twice", good.substr(0, good.size() - 1) + R"(,"sub":"1"})");
  with("a claim twice, deeper", good.substr(0, good.size() - 1) + R"(,"a":[{"b":1,"b":2}]})");
  with("a claim twice, once in escapes", good.substr(0, good.size() - 1) + R"(,"\u0073ub":"1"})");
  with("claims that are no object", "[" + good + "]");
  with("claims that are no JSON", "sub=7");
  with("claims with something behind them", good + "{}");
  with("claims that are torn", good.substr(0, good.size() - 1));
  with("claims that are not UTF-8", good.substr(0, good.size() - 1) + ",\"a\":\"\xff\"}");
  with("claims that are deep",
       good.substr(0, good.size() - 1) + ",\"a\":" + string(1000, '[') + string(1000, ']') + "}");
  with("no claims", "");
}

void add_headers(Cases& cases, const Issuer& by, const Issuer& attacker) {
  const auto with = [&](const string& name, std::optional<Refusal> refusal,
                        const std::function<void(Json&)>& change) {
    Json header = by.header();
    change(header);
    cases.add(name, refusal, by.jwks(), by.token(header, by.claims()));
  };
  with("without kid", taken, [](Json& h) { h.erase("kid"); });
  with("with the type in full", taken, [](Json& h) { h["typ"] = "application/at+jwt"; });
  with("with the type in capitals", taken, [](Json& h) { h["typ"] = "AT+JWT"; });
  with("names keys elsewhere", taken,
       [](Json& h) { h["jku"] = h["x5u"] = "https://evil.example.org/jwks"; });
  with("carries another key", taken, [&](Json& h) { h["jwk"] = attacker.key().public_jwk(); });
  with("b64 true", taken, [](Json& h) { h["b64"] = true; });
  with("unknown kid", unknown_key, [](Json& h) { h["kid"] = "k2"; });
  with("kid in another case", unknown_key, [](Json& h) { h["kid"] = "K1"; });
  with("kid is a path", unknown_key, [](Json& h) { h["kid"] = "../../dev/null"; });
  with("kid is a number", malformed, [](Json& h) { h["kid"] = 1; });
  with("no alg", malformed, [](Json& h) { h.erase("alg"); });
  with("alg is a list", malformed, [&](Json& h) { h["alg"] = {by.algorithm()}; });
  with("alg is none", wrong_algorithm, [](Json& h) { h["alg"] = "none"; });
  with("alg in small letters", wrong_algorithm, [](Json& h) { h["alg"] = "rs256"; });
  with("no type", wrong_type, [](Json& h) { h.erase("typ"); });
  with("an ID token", wrong_type, [](Json& h) { h["typ"] = "JWT"; });
  with("type is a number", malformed, [](Json& h) { h["typ"] = 1; });
  with("demands an extension", critical, [](Json& h) { h["crit"] = {"exp"}; });
  with("demands nothing", critical, [](Json& h) { h["crit"] = Json::array(); });
  with("b64 false", critical, [](Json& h) { h["b64"] = false; });
  with("b64 false and critical", critical, [](Json& h) {
    h["b64"] = false;
    h["crit"] = {"b64"};
  });
  for (const char* other : {"ES256", "RS256", "EdDSA"})
    if (by.algorithm() != other)
      with(string{"alg says "} + other, wrong_algorithm, [&](Json& h) { h["alg"] = other; });

  Json own = by.header();
  own["jwk"] = attacker.jwk();
  const string embedded = attacker.token(own, by.claims());
  cases.add("brings its own key", wrong_signature, by.jwks(), embedded);
  const string header = by.header().dump();
  const string payload = by.claims().dump();
  cases.add(
      "a header member twice", malformed, by.jwks(),
      by.sealed(by.input(header.substr(0, header.size() - 1) + R"(,"alg":"none"})", payload)));
  cases.add("header with blanks", taken, by.jwks(),
            by.sealed(by.input(by.header().dump(2), payload)));
  cases.add("header is no JSON", malformed, by.jwks(), by.sealed(by.input("alg", payload)));
  cases.add("header is a list", malformed, by.jwks(), by.sealed(by.input("[]", payload)));
  cases.add("no header", malformed, by.jwks(), by.sealed(by.input("", payload)));
}

void add_forgeries(Cases& cases, const Issuer& by, const Issuer& attacker) {
  const string good = by.token();
  const string unsigned_part = good.substr(0, good.rfind('.') + 1);
  Json claims = by.claims();
  claims["sub"] = "1";
  const string forged = to_base64url(claims.dump());
  const auto first = good.find('.');
  cases.add("other claims under a signature", wrong_signature, by.jwks(),
            good.substr(0, first + 1) + forged + good.substr(good.rfind('.')));
  cases.add("signed with another's key", wrong_signature, by.jwks(),
            attacker.token(by.header(), by.claims()));
  cases.add("no signature", wrong_signature, by.jwks(), unsigned_part);
  Json none = by.header();
  none["alg"] = "none";
  const string bare = by.input(none.dump(), claims.dump());
  cases.add("alg none without signature", wrong_algorithm, by.jwks(), bare + ".");
  none["alg"] = "nOnE";
  cases.add("alg nOnE without signature", wrong_algorithm, by.jwks(),
            by.input(none.dump(), claims.dump()) + ".");
  Json symmetric = by.header();
  symmetric["alg"] = "HS256";
  const string input = by.input(symmetric.dump(), claims.dump());
  const std::pair<const char*, string> secrets[] = {{"JWK", by.jwk().dump()},
                                                    {"JWK Set", by.jwks()},
                                                    {"PEM", by.key().public_pem()},
                                                    {"nothing", ""}};
  for (const auto& [name, secret] : secrets)
    cases.add(string{"HMAC with the public key as "} + name, wrong_algorithm, by.jwks(),
              input + "." + to_base64url(hmac(secret, input)));
  Json oct = {{"kty", "oct"}, {"kid", "k1"}, {"alg", "HS256"}, {"k", to_base64url("secret")}};
  cases.add("HMAC with a secret in the set", wrong_algorithm, set_of({oct, by.jwk()}),
            input + "." + to_base64url(hmac("secret", input)));
}

void add_texts(Cases& cases, const Issuer& by) {
  const string good = by.token();
  const auto first = good.find('.');
  const auto last = good.rfind('.');
  const auto with = [&](const string& name, std::optional<Refusal> refusal, const string& text) {
    cases.add(name, refusal, by.jwks(), text);
  };
  const auto inserted = [&](std::size_t at, const char* text) {
    return string{good}.insert(at, text);
  };
  with("nothing", malformed, "");
  with("dots alone", malformed, "..");
  with("not a token", malformed, "hello");
  with("JSON", malformed, by.claims().dump());
  with("JSON serialization", malformed,
       Json{{"protected", good.substr(0, first)},
            {"payload", good.substr(first + 1, last - first - 1)},
            {"signature", good.substr(last + 1)}}
           .dump());
  with("cut in the header", malformed, good.substr(0, first / 2));
  with("cut in the claims", malformed, good.substr(0, first + 20));
  with("cut before the last dot", malformed, good.substr(0, last));
  with("cut in the signature", wrong_signature, good.substr(0, last + 41));
  with("a dot in front", malformed, "." + good);
  with("a dot at the end", malformed, good + ".");
  with("a dot within", malformed, inserted(first, "."));
  with("five parts", malformed, good + ".a.b");
  with("padding", malformed, good + "=");
  with("padding in the header", malformed, inserted(first, "="));
  with("a blank in front", malformed, " " + good);
  with("a blank behind", malformed, good + " ");
  with("a blank in the signature", malformed, inserted(last + 5, " "));
  with("a line end in the claims", malformed, inserted(first + 5, "\n"));
  with("plain base64", malformed, inserted(first + 5, "+"));
  with("a NUL behind", malformed, good + '\0');
  with("what is not UTF-8", malformed, inserted(first + 5, "\xff"));
  with("with Bearer in front", malformed, "Bearer " + good);
  with("two tokens", malformed, good + "\n" + good);
  with("100 KiB of it", too_large, string(100 * 1024, 'a'));
  with("8 KiB of dots", malformed, string(8 * 1024, '.'));
}

/// Bits of a last character that belong to no byte; each of these signatures has some.
void add_trailing_bits(Cases& cases, const Issuer& by) {
  static constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  string token = by.token();
  token.back() = alphabet[alphabet.find(token.back()) + 1];
  cases.add("bits behind the signature", malformed, by.jwks(), token);
}

void add_keys(Cases& cases, const Issuer& by, const Issuer& other) {
  const auto with = [&](const string& name, std::optional<Refusal> refusal,
                        const std::function<void(Json&)>& change) {
    Json jwk = by.jwk();
    change(jwk);
    cases.add(name, refusal, set_of({jwk}), by.token());
  };
  with("key without kid", taken, [](Json& k) { k.erase("kid"); });
  with("key without alg and use", taken, [](Json& k) {
    k.erase("alg");
    k.erase("use");
  });
  with("key with key_ops", taken, [](Json& k) { k["key_ops"] = {"verify"}; });
  with("key with certificates", taken, [](Json& k) { k["x5t"] = "abc"; });
  with("key for encryption", unknown_key, [](Json& k) { k["use"] = "enc"; });
  with("key whose key_ops cannot verify", unknown_key, [](Json& k) { k["key_ops"] = {"sign"}; });
  with("key with an operation twice", unknown_key,
       [](Json& k) { k["key_ops"] = {"verify", "verify"}; });
  with("key for another algorithm", unknown_key, [](Json& k) { k["alg"] = "PS256"; });
  with("key of an unknown kty", unknown_key, [](Json& k) { k["kty"] = "XYZ"; });
  with("key without kty", unknown_key, [](Json& k) { k.erase("kty"); });
  with("key whose kid is a number", unknown_key, [](Json& k) { k["kid"] = 1; });
  const Json public_jwk = by.key().public_jwk();
  for (const auto& [name, value] : public_jwk.items()) {
    if (name == "kty") continue;
    with("key without " + name, unknown_key, [&](Json& k) { k.erase(name); });
    with("key with padding in " + name, unknown_key,
         [&](Json& k) { k[name] = k[name].get<string>() + "="; });
  }
  const string token = by.token();
  cases.add("single key", taken, by.jwk().dump(), token);
  Json theirs = other.jwk();
  theirs["kid"] = "k2";
  cases.add("among other keys", taken, set_of({theirs, by.jwk()}), token);
  cases.add("beside a key that is malformed", taken, set_of({Json{{"kty", "RSA"}}, by.jwk()}),
            token);
  cases.add("beside what is no key", taken, set_of({7, by.jwk()}), token);
  Json header = by.header();
  header.erase("kid");
  cases.add("without kid, among other keys", taken, set_of({theirs, by.jwk()}),
            by.token(header, by.claims()));
  cases.add("two keys of one name", unknown_key, set_of({other.jwk(), by.jwk()}), token);
  cases.add("no keys", unknown_key, set_of({}), token);
}

void add_signatures(Cases& cases, const Issuer& by) {
  const auto sealed = [&](const Json& header, const string& payload) {
    return by.sealed(by.input(header.dump(), payload));
  };
  const auto with = [&](const string& name, std::optional<Refusal> refusal, const string& token) {
    cases.add_signature(name, refusal, by.jwks(), token);
  };
  const Json plain = {{"alg", by.algorithm()}};
  with("signature alone", taken, sealed(plain, "not a token"));
  with("signature of bytes", taken, sealed(plain, string{"\0\xff\r\n", 4}));
  with("signature of nothing", taken, sealed(plain, ""));
  with("signature of 300 KiB", taken, sealed(plain, string(300 * 1024, 'x')));
  const string whole = sealed(plain, "payload");
  with("detached payload", wrong_signature,
       whole.substr(0, whole.find('.') + 1) + whole.substr(whole.rfind('.')));
  Json raw = plain;
  raw.update({{"b64", false}, {"crit", {"b64"}}});
  const string head = to_base64url(raw.dump());
  with("unencoded payload", critical, by.sealed(head + ".cGF5bG9hZA"));
  with("unencoded payload with blanks", malformed, by.sealed(head + ".$ 0"));
}

}  // namespace

std::vector<TokenCase> token_cases(clock::Instant now) {
  std::vector<TokenCase> all;
  Cases cases(all);
  const Issuer issuers[] = {
      {"ES256", "p256", now}, {"RS256", "rsa", now}, {"EdDSA", "ed25519", now}};
  const Issuer others[] = {
      {"ES256", "p256_other", now}, {"RS256", "rsa_other", now}, {"EdDSA", "ed25519_other", now}};
  for (std::size_t i = 0; i < std::size(issuers); ++i) {
    const Issuer& by = issuers[i];
    cases.about(by);
    add_claims(cases, by);
    add_payloads(cases, by);
    add_headers(cases, by, others[i]);
    add_forgeries(cases, by, others[i]);
    add_texts(cases, by);
    add_trailing_bits(cases, by);
    add_keys(cases, by, others[i]);
    add_signatures(cases, by);
  }
  cases.about(issuers[0]);
  add_es256(cases, issuers[0]);
  cases.about(issuers[1]);
  add_rs256(cases, issuers[1]);
  cases.about(issuers[2]);
  add_eddsa(cases, issuers[2]);
  return all;
}

}  // namespace bookrent::tests
