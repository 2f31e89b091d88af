#include "common/json/read.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace bookrent::json {
namespace {

/// The value of a member, read and written again; nothing when the text is refused.
std::optional<std::string> read_and_written(std::string_view value) {
  Document document;
  const std::string text = fmt::format(R"({{"value":{}}})", value);
  const auto object = document.read_object(text);
  if (!object) return std::nullopt;
  return minified(object->at_key("value").value());
}

/// The command and other clients read and write with nlohmann/json.
void expect_the_same(std::string_view value) {
  const auto theirs = nlohmann::ordered_json::parse(value, nullptr, false);
  const auto ours = read_and_written(value);
  ASSERT_EQ(ours.has_value(), !theirs.is_discarded()) << value;
  if (ours) {
    EXPECT_EQ(*ours, theirs.dump()) << value;
  }
}

TEST(JsonText, is_read_as_nlohmann_reads_it) {
  for (
      const std::string_view text :
      {R"({"a":1,"b":[true,false,null,"x",-3,2.5,{}],"c":{"d":"홍길동전","e":"\u00e9\ud83d\ude00\n"}})",
       "[]", "{}", "0", "-0", "1e3", "-1.5E-3", "18446744073709551615", "9223372036854775807",
       "-9223372036854775808", "\"\"", R"("\u0000")", " \t\r\n[1 , 2] \n", R"({"":{"":""}})",
       R"("\/\\\"\b\f\n\r\t")", "true", "null"})
    expect_the_same(text);
}

TEST(JsonText, that_is_none_is_refused_as_nlohmann_refuses_it) {
  for (const std::string_view text : {"",
                                      " ",
                                      "{",
                                      "[1,]",
                                      "{\"a\"}",
                                      "{a:1}",
                                      "01",
                                      "+1",
                                      ".5",
                                      "1.",
                                      "nul",
                                      "'a'",
                                      "\"\n\"",
                                      "\"\x01\"",
                                      "\"\\x\"",
                                      "\"\\ud83d\"",
                                      "\"\\udc00\"",
                                      "\"\\ud83d\\u0041\"",
                                      "\"\xff\"",
                                      "\"\xc0\xaf\"",
                                      "\"\xed\xa0\x80\"",
                                      "\"\xf4\x90\x80\x80\"",
                                      "[1] 2",
                                      "{} {}",
                                      "[1][2]",
                                      "\"\\u12\"",
                                      "NaN",
                                      "Infinity",
                                      "1e",
                                      "-",
                                      "\"a",
                                      "// a\n1"})
    expect_the_same(text);
}

TEST(JsonText, that_goes_on_behind_its_end_is_not_looked_at) {
  const std::string text = R"({"a":12345678901234567} )";
  Document document;
  for (std::size_t size = 0; size <= text.size(); ++size)
    EXPECT_EQ(document.read_object(std::string_view{text}.substr(0, size)).has_value(),
              size + 1 >= text.size())
        << size;
}

TEST(JsonText, nests_only_so_deep) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_TRUE(read_and_written(nested(1000)));
  EXPECT_FALSE(read_and_written(nested(100'000)));
}

TEST(JsonText, has_no_whole_number_beyond_64_bits) {
  EXPECT_FALSE(read_and_written("18446744073709551616"));
}

TEST(JsonText, that_is_no_object_is_refused) {
  Document document;
  for (const std::string_view text : {"[]", "1", "\"a\"", "null", "true"})
    EXPECT_FALSE(document.read_object(text)) << text;
}

TEST(JsonText, gives_members_by_their_names_and_types) {
  Document document;
  const auto object = document.read_object(
      R"({"text":"홍\u0000","number":-3,"flag":true,"nothing":null,"list":[1],"object":{},)"
      R"("fraction":1.0,"large":18446744073709551615,"twice":1,"twice":2})");
  ASSERT_TRUE(object);
  const auto value = [&](std::string_view name) { return member(*object, name).value(); };
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(as_text(value("text")), "홍\0"sv);
  EXPECT_EQ(as_integer(value("number")), -3);
  EXPECT_EQ(as_flag(value("flag")), true);
  EXPECT_TRUE(as_array(value("list")));
  EXPECT_TRUE(as_object(value("object")));
  EXPECT_EQ(as_integer(value("twice")), 2);
  EXPECT_FALSE(member(*object, "nothing"));
  EXPECT_FALSE(member(*object, "absent"));
  for (const char* name : {"text", "flag", "list", "fraction", "large"})
    EXPECT_FALSE(as_integer(value(name))) << name;
  EXPECT_FALSE(as_text(value("number")));
  EXPECT_FALSE(as_flag(value("number")));
}

}  // namespace
}  // namespace bookrent::json
