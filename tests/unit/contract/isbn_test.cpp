#include "common/contract/isbn.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace bookrent::contract {
namespace {

IsbnProblem problem_of(std::string_view written) {
  const auto isbn = canonical_isbn(written);
  EXPECT_FALSE(isbn.has_value()) << written;
  return isbn.error();
}

TEST(Isbn, keeps_thirteen_digits) {
  EXPECT_EQ(canonical_isbn("9780439023481"), "9780439023481");
  EXPECT_EQ(canonical_isbn("9791190090018"), "9791190090018");
}

TEST(Isbn, turns_ten_digits_into_thirteen) {
  EXPECT_EQ(canonical_isbn("0439023483"), "9780439023481");
  EXPECT_EQ(canonical_isbn("0306406152"), "9780306406157");
}

TEST(Isbn, reads_x_as_ten_in_either_case) {
  EXPECT_EQ(canonical_isbn("043965548X"), "9780439655484");
  EXPECT_EQ(canonical_isbn("043965548x"), "9780439655484");
}

TEST(Isbn, reads_over_hyphens_and_spaces) {
  EXPECT_EQ(canonical_isbn("978-0-306-40615-7"), "9780306406157");
  EXPECT_EQ(canonical_isbn(" 0 306 40615 2 "), "9780306406157");
}

TEST(Isbn, refuses_a_wrong_check_digit) {
  EXPECT_EQ(problem_of("0439023484"), IsbnProblem::check_digit);
  EXPECT_EQ(problem_of("9780439023482"), IsbnProblem::check_digit);
  EXPECT_EQ(problem_of("043902348X"), IsbnProblem::check_digit);
}

TEST(Isbn, finds_every_single_wrong_digit) {
  for (const std::string good : {"0306406152", "9780306406157"}) {
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string mistyped = good;
        mistyped[at] = digit;
        EXPECT_EQ(canonical_isbn(mistyped).has_value(), mistyped == good) << mistyped;
      }
    }
  }
}

TEST(Isbn, refuses_every_other_length) {
  EXPECT_EQ(problem_of(""), IsbnProblem::length);
  EXPECT_EQ(problem_of(" - "), IsbnProblem::length);
  EXPECT_EQ(problem_of("439023483"), IsbnProblem::length);
  EXPECT_EQ(problem_of("04390234830"), IsbnProblem::length);
  EXPECT_EQ(problem_of("97804390234811"), IsbnProblem::length);
}

TEST(Isbn, refuses_other_characters) {
  EXPECT_EQ(problem_of("9.78043902348e+12"), IsbnProblem::characters);
  EXPECT_EQ(problem_of("X439023483"), IsbnProblem::characters);
  EXPECT_EQ(problem_of("978043902348X"), IsbnProblem::characters);
  EXPECT_EQ(problem_of("０439023483"), IsbnProblem::characters);
  EXPECT_EQ(problem_of(std::string_view("0439023483\0", 11)), IsbnProblem::characters);
}

TEST(Isbn, refuses_thirteen_digits_of_other_goods) {
  EXPECT_EQ(problem_of("4006381333931"), IsbnProblem::prefix);
}

TEST(Isbn, describes_each_problem_differently) {
  constexpr std::array all = {IsbnProblem::characters, IsbnProblem::length, IsbnProblem::prefix,
                              IsbnProblem::check_digit};
  for (const auto one : all)
    for (const auto other : all) EXPECT_EQ(describe(one) == describe(other), one == other);
}

}  // namespace
}  // namespace bookrent::contract
