#include "common/contract/isbn.hpp"

#include <algorithm>
#include <utility>

namespace bookrent::contract {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool is_ten(char character) { return character == 'X' || character == 'x'; }

int value_of(char character) { return is_ten(character) ? 10 : character - '0'; }

std::string without_separators(std::string_view written) {
  std::string digits(written);
  std::erase_if(digits, [](char character) { return character == '-' || character == ' '; });
  return digits;
}

bool has_isbn_characters(std::string_view digits) {
  if (digits.size() == 10 && is_ten(digits.back())) digits.remove_suffix(1);
  return std::ranges::all_of(digits, is_digit);
}

bool passes_modulo_11(std::string_view ten_digits) {
  int sum = 0;
  int weight = 10;
  for (const char character : ten_digits) sum += weight-- * value_of(character);
  return sum % 11 == 0;
}

char check_digit_modulo_10(std::string_view first_twelve) {
  int sum = 0;
  int weight = 1;
  for (const char character : first_twelve) {
    sum += weight * value_of(character);
    weight = 4 - weight;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::expected<std::string, IsbnProblem> from_ten(std::string_view digits) {
  if (!passes_modulo_11(digits)) return std::unexpected(IsbnProblem::check_digit);
  std::string isbn = "978";
  isbn += digits.substr(0, 9);
  isbn += check_digit_modulo_10(isbn);
  return isbn;
}

std::expected<std::string, IsbnProblem> from_thirteen(std::string digits) {
  if (!digits.starts_with("978") && !digits.starts_with("979"))
    return std::unexpected(IsbnProblem::prefix);
  const char expected = check_digit_modulo_10(std::string_view(digits).substr(0, 12));
  if (digits.back() != expected) return std::unexpected(IsbnProblem::check_digit);
  return digits;
}

}  // namespace

std::expected<std::string, IsbnProblem> canonical_isbn(std::string_view written) {
  std::string digits = without_separators(written);
  if (!has_isbn_characters(digits)) return std::unexpected(IsbnProblem::characters);
  if (digits.size() == 10) return from_ten(digits);
  if (digits.size() == 13) return from_thirteen(std::move(digits));
  return std::unexpected(IsbnProblem::length);
}

std::string_view describe(IsbnProblem problem) {
  switch (problem) {
    case IsbnProblem::characters:
      return "an ISBN holds only digits, hyphens and spaces";
    case IsbnProblem::length:
      return "an ISBN has 10 or 13 digits";
    case IsbnProblem::prefix:
      return "an ISBN of 13 digits starts with 978 or 979";
    case IsbnProblem::check_digit:
      return "the check digit is wrong";
  }
  std::unreachable();
}

}  // namespace bookrent::contract
