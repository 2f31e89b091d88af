#include "common/token/signing_key.hpp"

#include <gmock/gmock.h>

#include "common/token/base64url.hpp"
#include "common/token/key_set.hpp"
#include "common/token/token.hpp"

namespace bookrent::token {
namespace {

using namespace std::chrono_literals;

/// The key of RFC 8037, appendix A.
SigningKey rfc8037_key() {
  const std::string d = *from_base64url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
  return SigningKey::from_seed(std::as_bytes(std::span<const char, 32>{d.data(), 32}));
}

TEST(SigningKey, is_named_by_its_thumbprint) {
  EXPECT_EQ(rfc8037_key().kid(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

TEST(SigningKey, signs_as_the_rfc_does) {
  EXPECT_EQ(
      to_base64url(rfc8037_key().sign("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc")),
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_Mu"
      "M0KAg");
}

TEST(SigningKey, publishes_a_key_that_verifies_what_it_issued) {
  const clock::Instant now{1'800'000'000s};
  const Claims claims{.issuer = "here",
                      .subject = "7",
                      .audiences = {"there"},
                      .expires_at = now + 15min,
                      .issued_at = now,
                      .id = "1",
                      .role = "reader",
                      .scopes = {"a", "b"},
                      .others = R"({"more":[1]})"};
  const std::string jwks[] = {rfc8037_key().public_jwk()};
  const auto keys = KeySet::read(jwk_set(jwks));
  ASSERT_TRUE(keys) << keys.error();
  const auto read = verify(issue(rfc8037_key(), claims), *keys,
                           {.issuer = "here", .audience = "there", .lifetime_max = 15min}, now);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, claims);
}

}  // namespace
}  // namespace bookrent::token
