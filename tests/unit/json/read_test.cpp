#include "common/json/read.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace bookrent::json {
namespace {

/// What nlohmann/json makes of a text is what the rest of the suite is written for.
void expect_the_same(std::string_view text) {
  const auto theirs = nlohmann::json::parse(text, nullptr, false);
  const auto ours = read(text);
  ASSERT_EQ(ours.is_discarded(), theirs.is_discarded()) << text;
  if (theirs.is_discarded()) return;
  EXPECT_EQ(ours, theirs) << text;
  EXPECT_EQ(ours.dump(), theirs.dump()) << text;
}

TEST(JsonText, is_read_as_nlohmann_reads_it) {
  for (
      const std::string_view text :
      {R"({"a":1,"b":[true,false,null,"x",-3,2.5,{}],"c":{"d":"홍길동전","e":"\u00e9\ud83d\ude00\n"}})",
       "[]", "{}", "0", "-0", "1e3", "-1.5E-3", "18446744073709551615", "9223372036854775807",
       "-9223372036854775808", "\"\"", R"("\u0000")", " \t\r\n[1 , 2] \n", R"({"a":1,"b":2,"a":3})",
       R"({"":{"":""}})", R"("\/\\\"\b\f\n\r\t")", "true", "null"})
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
  const std::string text = R"({"a":12345678901234567})";
  for (std::size_t size = 0; size <= text.size(); ++size)
    expect_the_same(std::string_view{text}.substr(0, size));
}

TEST(JsonText, nests_only_so_deep) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_FALSE(read(nested(1000)).is_discarded());
  EXPECT_TRUE(read(nested(100'000)).is_discarded());
}

TEST(JsonText, has_no_whole_number_beyond_64_bits) {
  EXPECT_TRUE(read("18446744073709551616").is_discarded());
}

}  // namespace
}  // namespace bookrent::json
