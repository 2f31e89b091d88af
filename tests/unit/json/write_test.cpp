#include "common/json/write.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace bookrent::json {
namespace {

TEST(JsonQuoted, is_as_nlohmann_writes_it) {
  std::string all_letters;
  for (int letter = 0; letter < 128; ++letter) all_letters += static_cast<char>(letter);
  for (const std::string& text : {all_letters, std::string{}, std::string{"홍길동전 é 😀"},
                                  std::string{"\n\n\""}, std::string{"plain"}})
    EXPECT_EQ(json::quoted(text), nlohmann::json(text).dump());
}

TEST(JsonQuoted, is_utf8) {
  for (const char* text : {"\xff", "a\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "홍\xea"})
    EXPECT_THROW(json::quoted(text), std::invalid_argument) << text;
}

TEST(ObjectText, has_its_members_in_their_order) {
  EXPECT_EQ(ObjectText().text(), "{}");
  EXPECT_EQ(ObjectText()
                .add("z", "길")
                .add("a", std::int64_t{-9223372036854775807})
                .add("t", true)
                .add("f", false)
                .add_json("list", ArrayText().add_json("1").add_json(quoted("b")).text())
                .add_json("none", ArrayText().text())
                .text(),
            R"({"z":"길","a":-9223372036854775807,"t":true,"f":false,"list":[1,"b"],"none":[]})");
}

}  // namespace
}  // namespace bookrent::json
