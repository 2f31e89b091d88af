#include <gmock/gmock.h>

#include "common/token/token.hpp"
#include "tests/support/token_cases.hpp"

namespace bookrent::token {
namespace {

constexpr clock::Instant checked_at{std::chrono::milliseconds{1'800'000'000'250}};

/// What becomes of a token: the refusal's name, or "taken".
std::string outcome(const tests::TokenCase& one) {
  const auto keys = KeySet::read(one.jwks);
  if (!keys) return "no keys: " + keys.error();
  const auto name = [](const Rejection& rejection) {
    EXPECT_FALSE(rejection.message.empty());
    return std::string{name_of(rejection.refusal)};
  };
  if (one.signature_only) {
    const auto payload = verify_signature(one.token, *keys);
    return payload ? "taken" : name(payload.error());
  }
  const auto claims = verify(one.token, *keys, one.expected, checked_at);
  return claims ? "taken" : name(claims.error());
}

TEST(TokenCases, end_as_they_should) {
  for (const tests::TokenCase& one : tests::token_cases(checked_at))
    EXPECT_EQ(outcome(one), one.refusal ? name_of(*one.refusal) : "taken") << one.name;
}

}  // namespace
}  // namespace bookrent::token
