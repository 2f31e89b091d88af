// Tokens that were once written stay good: what is refused tomorrow was given out today.
#include <gmock/gmock.h>

#include <array>
#include <fstream>

#include "common/token/token.hpp"

namespace bookrent::token {
namespace {

using namespace std::chrono_literals;

constexpr clock::Instant issued_at{1'795'824'056s};

std::string golden(const std::string& name) {
  std::ifstream file(BOOKRENT_TOKEN_KEYS "/golden/" + name, std::ios::binary);
  return {std::istreambuf_iterator(file), {}};
}

class Golden : public testing::TestWithParam<const char*> {};

TEST_P(Golden, token_is_good_until_it_expires) {
  const auto keys = KeySet::read(golden(std::string{GetParam()} + ".jwks"));
  ASSERT_TRUE(keys) << keys.error();
  const std::string token = golden(std::string{GetParam()} + ".token");
  const Expected expected = {
      .issuer = "https://id.example.org", .audience = "bookrent", .lifetime_max = 10min};
  const auto claims = verify(token, *keys, expected, issued_at);
  ASSERT_TRUE(claims) << claims.error().message;
  EXPECT_EQ(*claims, (Claims{.issuer = "https://id.example.org",
                             .subject = "7",
                             .audiences = {"bookrent"},
                             .expires_at = issued_at + 10min,
                             .issued_at = issued_at,
                             .id = "t1",
                             .role = "customer",
                             .scopes = {"book:search", "rental:rent"}}));
  EXPECT_FALSE(verify(token, *keys, expected, issued_at + 10min));
}

INSTANTIATE_TEST_SUITE_P(Algorithms, Golden, testing::Values("es256", "rs256", "eddsa"));

TEST(IssuedToken, is_written_as_before) {
  const auto key = SigningKey::from_seed(std::array<std::byte, 32>{});
  EXPECT_EQ(issue(key, {.issuer = "here",
                        .subject = "7",
                        .audiences = {"there"},
                        .expires_at = issued_at + 15min,
                        .issued_at = issued_at,
                        .id = "t1",
                        .role = "customer"}),
            golden("issued.token"));
}

}  // namespace
}  // namespace bookrent::token
