#pragma once
// Who writes the tokens of token_cases.hpp, and how they are gathered.
#include <optional>
#include <string>
#include <vector>

#include "common/token/base64url.hpp"
#include "tests/support/token_cases.hpp"
#include "tests/support/token_key.hpp"

namespace bookrent::tests {

using Json = nlohmann::ordered_json;
using std::string;
using token::Refusal;

inline constexpr const char* issuer_name = "https://id.example.org";
inline constexpr const char* audience_name = "bookrent";

inline string set_of(const std::vector<Json>& jwks) { return Json{{"keys", jwks}}.dump(); }

/// Somebody with a key, who writes tokens at an instant.
class Issuer {
 public:
  Issuer(string algorithm, const string& key_file, clock::Instant now)
      : algorithm_(std::move(algorithm)),
        key_(key_file),
        seconds_(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count()) {}

  const string& algorithm() const { return algorithm_; }
  const TokenKey& key() const { return key_; }
  long long now() const { return seconds_; }

  Json header() const { return {{"alg", algorithm_}, {"kid", "k1"}, {"typ", "at+jwt"}}; }
  Json claims() const {
    return {{"iss", issuer_name},   {"sub", "7"},
            {"aud", audience_name}, {"exp", seconds_ + 600},
            {"iat", seconds_},      {"jti", "t1"},
            {"role", "customer"},   {"scope", "book:search rental:rent"}};
  }
  Json jwk() const {
    Json jwk = key_.public_jwk();
    jwk.update({{"kid", "k1"}, {"alg", algorithm_}, {"use", "sig"}});
    return jwk;
  }
  string jwks() const { return set_of({jwk()}); }

  string input(const string& header, const string& payload) const {
    return token::to_base64url(header) + "." + token::to_base64url(payload);
  }
  /// Signs two parts, whatever they are.
  string sealed(const string& input) const {
    return input + "." + token::to_base64url(key_.sign(algorithm_, input));
  }
  string token(const Json& header, const Json& claims) const {
    return sealed(input(header.dump(), claims.dump()));
  }
  string token() const { return token(header(), claims()); }

 private:
  string algorithm_;
  TokenKey key_;
  long long seconds_;
};

class Cases {
 public:
  explicit Cases(std::vector<TokenCase>& all) : all_(all) {}

  void about(const Issuer& issuer) { prefix_ = issuer.algorithm() + ": "; }
  void add(const string& name, std::optional<Refusal> refusal, const string& jwks,
           const string& token) {
    all_.push_back({.name = prefix_ + name,
                    .jwks = jwks,
                    .token = token,
                    .expected = {.issuer = issuer_name, .audience = audience_name},
                    .refusal = refusal});
  }
  void add_signature(const string& name, std::optional<Refusal> refusal, const string& jwks,
                     const string& token) {
    all_.push_back({.name = prefix_ + name,
                    .jwks = jwks,
                    .token = token,
                    .expected = {},
                    .signature_only = true,
                    .refusal = refusal});
  }

 private:
  std::vector<TokenCase>& all_;
  string prefix_;
};

inline constexpr std::nullopt_t taken = std::nullopt;

/// What only one algorithm can get wrong.
void add_es256(Cases& cases, const Issuer& by);
void add_rs256(Cases& cases, const Issuer& by);
void add_eddsa(Cases& cases, const Issuer& by);

}  // namespace bookrent::tests
