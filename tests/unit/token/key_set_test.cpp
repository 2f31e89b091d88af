#include "common/token/key_set.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/support/token_key.hpp"

namespace bookrent::token {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Json = nlohmann::ordered_json;

Json p256(const char* kid) {
  Json jwk = tests::TokenKey("p256").public_jwk();
  jwk["kid"] = kid;
  return jwk;
}

KeySet read(const Json& jwks) {
  const auto keys = KeySet::read(Json{{"keys", jwks}}.dump());
  EXPECT_TRUE(keys) << keys.error();
  return keys.value_or(KeySet{});
}

TEST(KeySet, says_which_key_is_malformed_or_weak_and_why) {
  Json off = p256("off");
  off["y"] = off["x"];
  Json torn = p256("torn");
  torn["x"] = "AAAA";
  Json weak = tests::TokenKey("rsa_1024").public_jwk();
  Json roca = tests::TokenKey("roca").public_jwk();
  const auto keys = read({p256("good"), off, torn, weak, roca, 7, {{"kid", "bare"}}});
  EXPECT_EQ(keys.size(), 1);
  EXPECT_THAT(
      keys.faults(),
      ElementsAre("key 2 (off): its numbers make no EC key", "key 3 (torn): x has 3 bytes",
                  HasSubstr("key 4: RSA of 1024 bits"), HasSubstr("key 5: RSA with the weakness"),
                  "key 6: it is not an object", "key 7 (bare): it has no kty"));
}

TEST(KeySet, passes_over_keys_for_something_else_in_silence) {
  Json encrypting = p256("a");
  encrypting["use"] = "enc";
  const auto keys = read({encrypting,
                          {{"kty", "oct"}, {"k", "AAAA"}},
                          {{"kty", "new"}},
                          tests::TokenKey("p384").public_jwk()});
  EXPECT_EQ(keys.size(), 0);
  EXPECT_THAT(keys.faults(), IsEmpty());
}

TEST(KeySet, leaves_out_two_keys_of_one_name_unless_their_algorithms_differ) {
  Json rsa = tests::TokenKey("rsa").public_jwk();
  rsa["kid"] = "a";
  EXPECT_EQ(read({p256("a"), rsa}).size(), 2);
  const auto keys = read({p256("a"), rsa, p256("a"), p256("b")});
  EXPECT_EQ(keys.size(), 2);
  EXPECT_THAT(keys.faults(), ElementsAre("several keys for ES256 have the kid 'a'",
                                         "several keys for ES256 have the kid 'a'"));
}

TEST(KeySet, takes_many_keys_but_not_any_number) {
  Json jwks = Json::array();
  for (std::size_t i = 0; i < keys_max; ++i) jwks.push_back(p256(fmt::format("{}", i).c_str()));
  EXPECT_EQ(read(jwks).size(), keys_max);
  jwks.push_back(p256("more"));
  EXPECT_FALSE(KeySet::read(Json{{"keys", jwks}}.dump()));
}

TEST(KeySet, is_nothing_else) {
  for (const char* text : {"", "[]", "7", "{", "null", R"({"keys":{}})", R"({"keys":[],"keys":[]})",
                           R"({"keys":[{"kty":"RSA","kty":"EC"}]})"})
    EXPECT_FALSE(KeySet::read(text)) << text;
  EXPECT_EQ(KeySet::read(R"({"keys":[]})").value().size(), 0);
  EXPECT_EQ(KeySet::read("{}").value().faults().size(), 1);
}

}  // namespace
}  // namespace bookrent::token
