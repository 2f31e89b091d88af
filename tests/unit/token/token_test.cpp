#include "common/token/token.hpp"

#include <gmock/gmock.h>

#include "common/token/base64url.hpp"
#include "tests/support/token_key.hpp"

namespace bookrent::token {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

constexpr clock::Instant now{1'800'000'000s};

class Token : public testing::Test {
 protected:
  Claims claims() const {
    return {.issuer = "here",
            .subject = "7",
            .audiences = {"there"},
            .expires_at = now + 15min,
            .issued_at = now,
            .id = "t1",
            .role = "customer",
            .scopes = {"a", "b"}};
  }
  std::expected<Claims, Rejection> verified(const Claims& claims, const Expected& expected = {},
                                            clock::Instant at = now) const {
    return verify(issue(key, claims), keys, expected, at);
  }
  std::string refusal(const Claims& claims, const Expected& expected = {},
                      clock::Instant at = now) const {
    const auto read = verified(claims, expected, at);
    return read ? "taken" : std::string{name_of(read.error().refusal)};
  }

  const SigningKey key = SigningKey::from_seed(std::array<std::byte, 32>{});
  const KeySet keys = KeySet::read(key.public_jwk()).value();
};

TEST_F(Token, says_what_was_written) {
  Claims written = claims();
  written.not_before = now - 1500ms;
  written.audiences = {"there", "elsewhere"};
  written.others = R"({"city":"서울","list":[1,2.5,null]})";
  const auto read = verified(written);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, written);
}

TEST_F(Token, keeps_each_millisecond) {
  Claims written = claims();
  for (int i = 0; i < 1000; ++i) {
    written.expires_at += 1ms;
    EXPECT_EQ(verified(written).value(), written);
  }
}

TEST_F(Token, is_written_as_one_text_only) {
  EXPECT_EQ(json_of(claims()),
            R"({"iss":"here","sub":"7","aud":"there","exp":1800000900,"iat":1800000000,)"
            R"("jti":"t1","role":"customer","scope":"a b"})");
}

TEST_F(Token, cannot_change_a_claim_by_another_of_its_name) {
  Claims written = claims();
  written.others = R"({"sub":"1"})";
  EXPECT_EQ(verified(written).value().subject, "7");
}

TEST_F(Token, expires_on_time_but_may_come_from_a_clock_ahead) {
  EXPECT_EQ(refusal(claims(), {}, now + 15min - 1ms), "taken");
  EXPECT_EQ(refusal(claims(), {}, now + 15min), "expired");
  EXPECT_EQ(refusal(claims(), {}, now - skew_max), "taken");
  EXPECT_EQ(refusal(claims(), {}, now - skew_max - 1ms), "not_yet_valid");
}

TEST_F(Token, lasts_no_longer_than_expected) {
  const Expected short_lived = {.lifetime_max = 15min};
  Claims written = claims();
  EXPECT_EQ(refusal(written, short_lived), "taken");
  written.expires_at += 1s;
  EXPECT_EQ(refusal(written, short_lived), "too_long_lived");
  EXPECT_EQ(refusal(written), "taken");
  written.issued_at.reset();
  EXPECT_EQ(refusal(written, short_lived), "bad_claims");
}

TEST_F(Token, need_not_be_of_the_type_where_that_is_not_expected) {
  const std::string input =
      to_base64url(R"({"alg":"EdDSA"})") + "." + to_base64url(json_of(claims()));
  const std::string token = input + "." + to_base64url(key.sign(input));
  EXPECT_FALSE(verify(token, keys, {}, now));
  EXPECT_TRUE(verify(token, keys, {.access_token = false}, now));
}

TEST_F(Token, names_an_issuer_before_it_is_verified) {
  EXPECT_EQ(unverified_issuer(issue(key, claims())), "here");
  EXPECT_EQ(unverified_issuer("a.b.c"), std::nullopt);
  Claims nobody = claims();
  nobody.issuer.clear();
  EXPECT_EQ(unverified_issuer(issue(key, nobody)), std::nullopt);
}

TEST_F(Token, is_quoted_with_whole_characters_of_a_bounded_number) {
  Claims written = claims();
  for (int i = 0; i < 100; ++i) written.issuer += "가";
  const auto read = verified(written, {.issuer = "here"});
  ASSERT_FALSE(read);
  EXPECT_LT(read.error().message.size(), 120);
  EXPECT_NO_THROW(Json(read.error().message).dump()) << "not UTF-8";
}

TEST_F(Token, tells_why_there_is_no_key) {
  Json weak = tests::TokenKey("rsa_1024").public_jwk();
  const auto none = verify(issue(key, claims()), KeySet::read(weak.dump()).value(), {}, now);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().refusal, Refusal::unknown_key);
  EXPECT_THAT(none.error().message, HasSubstr("key 1: RSA of 1024 bits"));
}

}  // namespace
}  // namespace bookrent::token
