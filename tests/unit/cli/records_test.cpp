#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <streambuf>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/records/record_reader.hpp"
#include "cli/records/values.hpp"

namespace bookrent::cli {
namespace {

using Json = nlohmann::json;
using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::size_t record_bytes_max = 256 * 1024;

// What reading gave, in order: "3 {...}" for a record of line 3, "3! why" for a problem.
using Outcome = std::vector<std::string>;

Outcome rest_of(RecordReader& reader) {
  Outcome outcome;
  while (auto next = reader.next()) {
    outcome.push_back(next->has_value()
                          ? std::to_string((*next)->line) + " " + (*next)->fields.dump()
                          : std::to_string(next->error().line) + "! " + next->error().message);
  }
  return outcome;
}

Outcome outcome_of(const std::string& text) {
  std::istringstream in(text);
  auto reader = RecordReader::create(in, {.name = "books.csv", .required = {}});
  if (!reader) return {reader.error()};
  return rest_of(*reader);
}

std::string refusal_of(const std::string& text, std::vector<std::vector<std::string>> required) {
  std::istringstream in(text);
  const auto reader =
      RecordReader::create(in, {.name = "books.csv", .required = std::move(required)});
  return reader ? "none" : reader.error();
}

// A pipe or terminal: hands out its text in pieces, and fails after the last one if it is to.
class Pieces : public std::streambuf {
 public:
  Pieces(std::string text, std::ptrdiff_t size, bool fails = false)
      : text_(std::move(text)), size_(size), fails_(fails) {
    setg(text_.data(), text_.data(), text_.data());
  }
  std::ptrdiff_t taken() const { return gptr() - text_.data(); }

 protected:
  int_type underflow() override {
    if (gptr() < egptr()) return traits_type::to_int_type(*gptr());
    const auto left = text_.data() + text_.size() - egptr();
    if (left == 0 && fails_)
      throw std::ios_base::failure("read", std::make_error_code(std::errc::io_error));
    if (left == 0) return traits_type::eof();
    setg(eback(), gptr(), egptr() + std::min(size_, left));
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::string text_;
  std::ptrdiff_t size_;
  bool fails_;
};

TEST(CsvReader, gives_each_row_under_the_names_of_the_header) {
  EXPECT_THAT(
      outcome_of("title,fee\nEmma,100\nDune,200\n"),
      ElementsAre(R"(2 {"fee":"100","title":"Emma"})", R"(3 {"fee":"200","title":"Dune"})"));
}

TEST(CsvReader, takes_cr_alone_where_there_is_no_other_line_end) {
  EXPECT_THAT(
      outcome_of("title,fee\rEmma,100\r\rDune,200\r"),
      ElementsAre(R"(2 {"fee":"100","title":"Emma"})", R"(4 {"fee":"200","title":"Dune"})"));
  EXPECT_THAT(outcome_of("{\"title\":\"Emma\"}\r{\"title\":\"Dune\"}"),
              ElementsAre(R"(1 {"title":"Emma"})", R"(2 {"title":"Dune"})"));
}

TEST(CsvReader, takes_crlf_a_byte_order_mark_and_a_last_line_without_an_end) {
  EXPECT_THAT(
      outcome_of("\xEF\xBB\xBFtitle,fee\r\nEmma,100\r\nDune,200"),
      ElementsAre(R"(2 {"fee":"100","title":"Emma"})", R"(3 {"fee":"200","title":"Dune"})"));
  EXPECT_THAT(outcome_of("title\r\nEmma\r"), ElementsAre(R"(2 {"title":"Emma"})"));
}

TEST(CsvReader, reads_commas_doubled_quotes_and_line_ends_inside_quotes) {
  EXPECT_THAT(
      outcome_of("title,fee\n\"a, \"\"b\"\"\nc\r\nd\",1\nDune,2\n"),
      ElementsAre(R"(2 {"fee":"1","title":"a, \"b\"\nc\nd"})", R"(5 {"fee":"2","title":"Dune"})"));
}

TEST(CsvReader, trims_cells_and_leaves_empty_ones_out) {
  EXPECT_THAT(outcome_of("title , fee,isbn\n  Emma\t,,\"  \"\n  \" Dune \" , 2,\"\"\n"),
              ElementsAre(R"(2 {"title":"Emma"})", R"(3 {"fee":"2","title":"Dune"})"));
}

TEST(CsvReader, lets_a_quote_inside_an_unquoted_cell_stand_for_itself) {
  EXPECT_THAT(outcome_of("title\nThe 7\" disc\n"), ElementsAre(R"(2 {"title":"The 7\" disc"})"));
}

TEST(CsvReader, gives_names_in_lower_case_and_ignores_columns_without_one) {
  EXPECT_THAT(outcome_of(",Title,\n0,Emma,x\n"), ElementsAre(R"(2 {"title":"Emma"})"));
}

TEST(CsvReader, skips_blank_lines_but_counts_them) {
  EXPECT_THAT(outcome_of("\n \t\ntitle\n\n\r\nEmma\n\n"), ElementsAre(R"(6 {"title":"Emma"})"));
}

TEST(CsvReader, tells_of_too_many_and_too_few_cells) {
  EXPECT_THAT(
      outcome_of("title,fee\nEmma\nEmma,1,2\nDune,2\n"),
      ElementsAre("2! it has 1 cell where the header has 2",
                  "3! it has 3 cells where the header has 2", R"(4 {"fee":"2","title":"Dune"})"));
}

TEST(CsvReader, names_the_line_where_a_quote_opened_that_is_never_closed) {
  EXPECT_THAT(outcome_of("title,fee\n\"Em\nma\",\"1\nDune,2\n"),
              ElementsAre("2! the quotes opened on line 3 are never closed",
                          R"(4 {"fee":"2","title":"Dune"})"));
}

TEST(CsvReader, loses_one_record_to_a_stray_quote_and_not_those_up_to_the_next_quote) {
  EXPECT_THAT(outcome_of("title,fee\n\"Emma,1\nDune,2\n\"Ilium\",3\n"),
              ElementsAre("2! text follows the end of the quotes opened on line 2; a quote inside "
                          "quotes is written twice",
                          R"(3 {"fee":"2","title":"Dune"})", R"(4 {"fee":"3","title":"Ilium"})"));
}

TEST(CsvReader, gives_up_on_an_open_quote_at_the_limit_and_goes_on_after_its_line) {
  std::string text = "title,fee\n\"Emma,1\n";
  for (int i = 0; i < 40'000; ++i) text += "Dune,20\n";
  const Outcome outcome = outcome_of(text);
  ASSERT_EQ(outcome.size(), 40'001u);
  EXPECT_EQ(outcome.front(), "2! the quotes opened on line 2 are not closed within 256 KiB");
  EXPECT_EQ(outcome.back(), R"(40002 {"fee":"20","title":"Dune"})");
}

TEST(CsvReader, takes_a_record_of_the_longest_size_and_refuses_one_byte_more) {
  const std::string longest(record_bytes_max, 'a');
  const Outcome outcome = outcome_of("title\n" + longest + "\r\n" + longest + "b\nEmma\n");
  ASSERT_EQ(outcome.size(), 3u);
  EXPECT_EQ(outcome[0].size(), record_bytes_max + std::string(R"(2 {"title":""})").size());
  EXPECT_EQ(outcome[1], "3! a record is over 256 KiB");
  EXPECT_EQ(outcome[2], R"(4 {"title":"Emma"})");
}

TEST(CsvReader, passes_over_a_line_longer_than_all_its_memory) {
  EXPECT_THAT(outcome_of("title\n" + std::string(20 * record_bytes_max, 'a') + "\nEmma\n"),
              ElementsAre("2! a record is over 256 KiB", R"(3 {"title":"Emma"})"));
}

TEST(CsvReader, names_the_byte_that_is_not_utf_8_or_is_nul) {
  EXPECT_THAT(outcome_of("title\nEm\xE9\nma\n\"a\nb\xFF\"\nx\0y\n도서\n"s),
              ElementsAre("2! byte 3 of line 2 is not UTF-8", R"(3 {"title":"ma"})",
                          "4! byte 2 of line 5 is not UTF-8", "6! byte 2 of line 6 is NUL",
                          R"(7 {"title":"도서"})"));
}

TEST(CsvReader, knows_utf_8_from_what_looks_like_it) {
  for (const char* bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82z"})
    EXPECT_THAT(outcome_of(std::string("title\n") + bad + "\n"),
                ElementsAre("2! byte 1 of line 2 is not UTF-8"));
  for (const char* good : {"\x7F", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEF\xBF\xBF",
                           "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    EXPECT_THAT(outcome_of(std::string("title\n") + good + "\n"),
                ElementsAre(testing::StartsWith("2 {")));
}

TEST(CsvReader, has_no_records_after_a_header_alone) {
  EXPECT_THAT(outcome_of("title,fee"), IsEmpty());
}

TEST(RecordReader, refuses_an_input_with_nothing_in_it) {
  for (const char* nothing : {"", "\n\n", " \r\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n"})
    EXPECT_EQ(refusal_of(nothing, {}), "books.csv: there is nothing in it");
}

TEST(RecordReader, refuses_a_header_without_a_required_column) {
  EXPECT_EQ(refusal_of("a,b,c\n", {{"title"}}),
            "books.csv: no column named title; the columns are: a, b, c");
  EXPECT_EQ(refusal_of("title;fee\n", {{"title"}}),
            "books.csv: no column named title; the columns are: title;fee");
  EXPECT_EQ(refusal_of("TITLE\n", {{"title"}, {"user", "user_id"}}),
            "books.csv: no column named user or user_id; the columns are: TITLE");
  EXPECT_EQ(refusal_of("Title,user_id\n", {{"title"}, {"user", "user_id"}}), "none");
}

TEST(RecordReader, refuses_a_header_that_names_a_column_twice) {
  EXPECT_EQ(refusal_of("title,,fee,,Title\n", {}), "books.csv: two columns are named title");
}

TEST(RecordReader, refuses_a_header_that_is_no_text) {
  EXPECT_EQ(refusal_of("PK\x03\xFFx\n", {}), "books.csv: byte 4 of line 1 is not UTF-8");
  EXPECT_EQ(refusal_of("\"title\n", {}), "books.csv: the quotes opened on line 1 are never closed");
  EXPECT_EQ(refusal_of(std::string(300'000, 'a'), {}), "books.csv: a record is over 256 KiB");
}

TEST(RecordReader, shows_the_columns_without_what_could_drive_a_terminal) {
  EXPECT_THAT(refusal_of("\x1B[2J,b\n", {{"title"}}), testing::Not(HasSubstr("\x1B")));
}

TEST(RecordReader, says_how_to_turn_a_json_array_into_lines) {
  EXPECT_THAT(refusal_of("[{\"title\":\"Emma\"}]", {}), HasSubstr("this is a JSON array"));
}

TEST(RecordReader, refuses_a_directory_and_a_file_that_is_not_there) {
  std::ifstream directory("/");
  const auto unreadable = RecordReader::create(directory, {.name = "/", .required = {}});
  ASSERT_FALSE(unreadable);
  EXPECT_THAT(unreadable.error(), HasSubstr("/: cannot be read: "));
  std::ifstream absent("/nonexistent/books.csv");
  EXPECT_FALSE(RecordReader::create(absent, {.name = "books.csv", .required = {}}));
}

TEST(RecordReader, tells_of_an_input_that_fails_half_way_after_the_records_before) {
  Pieces source("title\nEmma\nDu", 4, true);
  std::istream in(&source);
  auto reader = RecordReader::create(in, {.name = "books.csv", .required = {}});
  ASSERT_TRUE(reader);
  EXPECT_THAT(rest_of(*reader),
              ElementsAre(R"(2 {"title":"Emma"})", "3! cannot be read: Input/output error"));
}

TEST(RecordReader, gives_the_same_whatever_the_pieces_an_input_comes_in) {
  const std::string text = "title,fee\r\n\"a\r\n\"\"b\",1\r\n\"Emma,1\nDune,2\n\"Ilium\",3\nx\n";
  for (std::ptrdiff_t size = 1; size < 30; ++size) {
    Pieces source(text, size);
    std::istream in(&source);
    auto reader = RecordReader::create(in, {.name = "books.csv", .required = {}});
    ASSERT_TRUE(reader);
    EXPECT_EQ(rest_of(*reader), outcome_of(text)) << size;
  }
}

TEST(RecordReader, gives_a_record_before_the_next_line_has_come) {
  Pieces source("{\"a\":1}\n{\"a\":2}\n", 8);
  std::istream in(&source);
  auto reader = RecordReader::create(in, {.name = "standard input", .required = {}});
  ASSERT_TRUE(reader);
  ASSERT_TRUE(reader->next());
  EXPECT_EQ(source.taken(), 8);
  ASSERT_TRUE(reader->next());
  EXPECT_FALSE(reader->next());
}

TEST(JsonReader, gives_each_line_that_is_an_object) {
  EXPECT_THAT(outcome_of("\n {\"user_id\":3,\"book_id\":7}\r\n\n{\"title\":\"도서\"}"),
              ElementsAre(R"(2 {"book_id":7,"user_id":3})", R"(4 {"title":"도서"})"));
}

TEST(JsonReader, tells_of_a_bad_line_and_goes_on) {
  EXPECT_THAT(outcome_of("{\"a\":1}\n{\"a\":}\n{\"a\":1\n[1]\n\"x\"\n{\"a\":1}{}\n{\"a\":1e999}\n"
                         "{\"a\":\"\\ud800\"}\n{\"a\":\"\xFF\"}\n{}\n"),
              ElementsAre(R"(1 {"a":1})", "2! not valid JSON at byte 6",
                          "3! the JSON object does not end on this line",
                          "4! array where a JSON object should be",
                          "5! string where a JSON object should be", "6! not valid JSON at byte 8",
                          "7! a number is out of range", HasSubstr("8! not valid JSON at byte "),
                          "9! byte 7 of line 9 is not UTF-8", "10 {}"));
}

TEST(JsonReader, takes_objects_nested_eight_deep_and_no_deeper) {
  const std::string eight = R"({"a":[[[[[[["\"[[{"]]]]]]]})";
  const std::string nine = R"({"a":[[[[[[[{}]]]]]]]})";
  EXPECT_THAT(outcome_of(eight + "\n" + nine + "\n{}\n"),
              ElementsAre("1 " + eight, "2! nested more than 8 deep", "3 {}"));
}

TEST(JsonReader, refuses_a_line_over_the_limit_and_goes_on) {
  const std::string longer(record_bytes_max, 'a');
  EXPECT_THAT(outcome_of("{}\n{\"a\":\"" + longer + "\"}\n{}\n"),
              ElementsAre("1 {}", "2! a record is over 256 KiB", "3 {}"));
}

TEST(Values, take_integers_and_strings_of_digits) {
  EXPECT_EQ(as_integer(Json(42)), 42);
  EXPECT_EQ(as_integer(Json("042")), 42);
  EXPECT_EQ(as_integer(Json("-7")), -7);
  EXPECT_EQ(as_integer(Json("9223372036854775807")), 9223372036854775807);
  EXPECT_EQ(as_integer(Json("-9223372036854775808")), INT64_MIN);
}

TEST(Values, refuse_what_is_not_a_whole_number) {
  for (const Json& bad : {Json("12.5"), Json("1e3"), Json("+1"), Json(" 1"), Json("1 "), Json(""),
                          Json("-"), Json("1,000"), Json("0x10"), Json("99999999999999999999z"),
                          Json(1.0), Json(true), Json(nullptr), Json::array(), Json::object()}) {
    const auto number = as_integer(bad);
    ASSERT_FALSE(number) << bad;
    EXPECT_THAT(number.error(), HasSubstr("is not a whole number"));
  }
  EXPECT_EQ(as_integer(Json("12.5")).error(), "'12.5' is not a whole number");
}

TEST(Values, refuse_numbers_beyond_64_bits) {
  EXPECT_EQ(as_integer(Json(9223372036854775808u)).error(), "9223372036854775808 is too large");
  EXPECT_EQ(as_integer(Json("9223372036854775808")).error(), "'9223372036854775808' is too large");
  EXPECT_EQ(as_integer(Json("-9223372036854775809")).error(),
            "'-9223372036854775809' is too small");
}

TEST(Values, take_only_strings_for_text) {
  EXPECT_EQ(as_text(Json("Emma")).value(), "Emma");
  EXPECT_EQ(as_text(Json(12)).error(), "12 is not text");
}

}  // namespace
}  // namespace bookrent::cli
