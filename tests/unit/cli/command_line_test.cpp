#include "cli/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace bookrent::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Words = std::vector<std::string>;

/// What is asked for by these words behind `bookrent`.
struct Read {
  std::expected<Invocation, int> invocation;
  std::string err;
};

Read read_line(Words words) {
  words.insert(words.begin(), "bookrent");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  testing::internal::CaptureStderr();
  auto invocation = read_command_line(static_cast<int>(argv.size()), argv.data());
  return {std::move(invocation), testing::internal::GetCapturedStderr()};
}

template <class Command>
Command command(Words words) {
  auto read = read_line(std::move(words));
  EXPECT_TRUE(read.invocation) << read.err;
  return std::get<Command>(read.invocation->command);
}

std::string refusal(Words words) {
  const auto read = read_line(std::move(words));
  EXPECT_FALSE(read.invocation);
  EXPECT_EQ(read.invocation ? 0 : read.invocation.error(), 64);
  return read.err;
}

TEST(CommandLine, reads_numbers_in_decimal) {
  const auto rent = command<Rent>({"rent", "10", "--user", "9", "--days", "8"}).rent;
  EXPECT_EQ(rent.book_id, 10);
  EXPECT_EQ(rent.user_id, 9);
  EXPECT_EQ(rent.days, 8);
  const auto book =
      command<contract::AddBook>({"book", "add", "Odyssey", "--fee", "0", "--year", "-750"});
  EXPECT_EQ(book.fee, 0);
  EXPECT_EQ(book.year, -750);
}

TEST(CommandLine, refuses_numbers_with_a_zero_that_leads) {
  EXPECT_THAT(refusal({"rent", "010", "--user", "1"}),
              HasSubstr("BOOK: '010' begins with a zero; write it without"));
  EXPECT_THAT(refusal({"book", "add", "X", "--fee", "08"}), HasSubstr("'08' begins with a zero"));
  EXPECT_THAT(refusal({"book", "add", "X", "--fee", "1", "--year", "-0750"}),
              HasSubstr("'-0750' begins with a zero"));
}

TEST(CommandLine, refuses_what_is_no_decimal_number) {
  for (const char* word : {"0x10", "1abc", "1.5", "1e3", "", "-", "+5", " 5", "0b1", "１"})
    EXPECT_THAT(refusal({"book", "list", "--limit", word}),
                HasSubstr(std::string{"'"} + word + "' is not a whole number"));
}

TEST(CommandLine, refuses_numbers_that_are_out_of_range) {
  EXPECT_THAT(refusal({"rent", "0", "--user", "1"}), HasSubstr("BOOK: '0' is below 1"));
  EXPECT_THAT(refusal({"rent", "99999999999999999999", "--user", "1"}),
              HasSubstr("'99999999999999999999' is too large"));
  EXPECT_THAT(refusal({"book", "import", "-", "--days", "3651"}),
              HasSubstr("--days: '3651' is above 3650"));
}

TEST(CommandLine, lists_the_choices_of_a_word_that_is_none_of_them) {
  EXPECT_THAT(refusal({"payment", "list", "--state", "LOST"}),
              HasSubstr("AUTHORIZED, PAID, REFUNDED, VOIDED, DECLINED"));
  EXPECT_THAT(refusal({"user", "add", "X", "--email", "x@y.zz", "--role", "boss"}),
              HasSubstr("cannot be 'boss', only one of customer, manager"));
}

TEST(CommandLine, refuses_a_filter_beside_the_one_rental_that_is_named) {
  EXPECT_THAT(refusal({"status", "1", "--user", "2"}), HasSubstr("RENTAL excludes --user"));
  EXPECT_EQ(command<Status>({"status", "1"}).rental_id, 1);
}

TEST(CommandLine, tells_programs_in_json_what_is_wrong) {
  const std::string line = refusal({"--json", "rnet", "1"});
  const auto json = nlohmann::json::parse(line);
  EXPECT_EQ(json["code"], "invalid");
  EXPECT_THAT(json["message"].get<std::string>(), HasSubstr("did you mean rent?"));
  EXPECT_THAT(refusal({"rent", "x", "--json"}), StartsWith("{"));
}

}  // namespace
}  // namespace bookrent::cli
