#pragma once
// International Standard Book Numbers: one book, one spelling. The check digits are those of
// ISO 2108:2017 (ISBN-13: weights 1 and 3, modulo 10) and of its 1992 edition (ISBN-10: weights
// 10 to 1, modulo 11, where X stands for ten).
#include <expected>
#include <string>
#include <string_view>

namespace bookrent::contract {

enum class IsbnProblem {
  characters,   // something else than digits, hyphens, spaces, and X as the tenth of ten
  length,       // neither 10 nor 13 digits
  prefix,       // 13 digits that do not start with 978 or 979: the number of some other goods
  check_digit,  // a digit is wrong
};

/// The 13 digits of the ISBN that `written` spells as ISBN-10 or ISBN-13, with or without hyphens
/// and spaces. An ISBN-10 becomes its equal under prefix 978.
std::expected<std::string, IsbnProblem> canonical_isbn(std::string_view written);

/// `problem` in a person's words, to stand after the number: "the check digit is wrong".
std::string_view describe(IsbnProblem problem);

}  // namespace bookrent::contract
