#pragma once
// Access tokens as the user context makes them, signed with a key that tests know.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "common/contract/user.hpp"
#include "common/token/token.hpp"
#include "daemons/gateway/identity.hpp"

namespace bookrent::support {

inline token::SigningKey test_key(unsigned char number = 1) {
  std::array<std::byte, 32> seed{};
  seed.fill(std::byte{number});
  return token::SigningKey::from_seed(seed);
}

/// The claims of an access token in force until the end of the century.
inline token::Claims claims_of(std::string subject, std::string role) {
  token::Claims claims;
  claims.issuer = contract::token_issuer;
  claims.subject = std::move(subject);
  claims.audiences = {std::string{contract::token_audience}};
  claims.expires_at = *clock::parse_rfc3339("2099-12-31T00:00:00Z");
  claims.role = std::move(role);
  claims.scopes = {"all"};
  return claims;
}

inline std::string token_of(const std::string& subject, const std::string& role) {
  return token::issue(test_key(), claims_of(subject, role));
}
inline const std::string& manager_token() {
  static const std::string token = token_of("user:1000", "manager");
  return token;
}
inline std::string customer_token(std::int64_t user_id) {
  return token_of("user:" + std::to_string(user_id), "customer");
}

/// What a gateway verifies these tokens with.
class TestKeys final : public gateway::PublicKeys {
 public:
  std::optional<token::KeySet> changed() override {
    const std::vector<std::string> jwks{test_key().public_jwk()};
    return token::KeySet::read(token::jwk_set(jwks)).value();
  }
};

}  // namespace bookrent::support
