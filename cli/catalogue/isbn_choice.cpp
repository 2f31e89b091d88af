#include "cli/catalogue/isbn_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

#include "cli/catalogue/zero_fraction.hpp"
#include "cli/records/blanks.hpp"
#include "cli/records/shown.hpp"
#include "common/contract/isbn.hpp"

namespace bookrent::cli {
namespace {

constexpr std::size_t short_isbn_digits = 10;
// No ISBN-10 starts with more than three zeros in practice; a shorter number is something else.
constexpr std::size_t lost_zeros_max = 3;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

std::string text_of(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// Spreadsheets are kept from reading a number by writing it as ="0439023483".
std::string_view without_formula(std::string_view text) {
  if (!text.starts_with("=\"") || !text.ends_with('"') || text.size() < 3) return text;
  return trimmed(text.substr(2, text.size() - 3));
}

// 9.78043902348e+12, or 9,78E+12 where the comma is the decimal point.
bool is_exponent_form(std::string_view text) {
  return !text.empty() && is_digit(text.front()) && text.find_first_of("eE") != text.npos &&
         text.find_first_not_of("0123456789.,eE+") == text.npos;
}

bool has_lost_zeros(std::string_view text) {
  if (text.size() >= short_isbn_digits || text.size() + lost_zeros_max < short_isbn_digits)
    return false;
  if (text.ends_with('X') || text.ends_with('x')) text.remove_suffix(1);
  return std::ranges::all_of(text, is_digit);
}

// All zeros pass every check digit, and stand for "none".
bool is_placeholder(std::string_view text) {
  return text.find_first_not_of("0- ") == std::string_view::npos;
}

Note not_used(NoteKind kind, std::string_view column, std::string_view text, std::string_view why) {
  return {kind, fmt::format("{} {}: {}; not used", column, shown(text), why)};
}

Note not_used(std::string_view column, std::string_view text, contract::IsbnProblem problem) {
  const bool readable = problem == contract::IsbnProblem::check_digit;
  return not_used(readable ? NoteKind::isbn_check_digit : NoteKind::isbn_unreadable, column, text,
                  describe(problem));
}

std::optional<std::string> read_isbn(std::string_view column, const nlohmann::json& value,
                                     std::vector<Note>& notes) {
  const std::string written = text_of(value);
  const auto text = without_zero_fraction(without_formula(trimmed(written)));
  if (text.empty()) return std::nullopt;
  if (value.is_number_float() || is_exponent_form(text)) {
    notes.push_back(not_used(NoteKind::isbn_float, column, text, "a float loses digits"));
    return std::nullopt;
  }
  if (is_placeholder(text)) {
    notes.push_back(not_used(NoteKind::isbn_unreadable, column, text, "only zeros"));
    return std::nullopt;
  }
  const bool padded = has_lost_zeros(text);
  const std::string whole = padded ? fmt::format("{:0>10}", text) : std::string(text);
  auto isbn = contract::canonical_isbn(whole);
  if (!isbn) {
    notes.push_back(not_used(column, whole, isbn.error()));
    return std::nullopt;
  }
  if (padded)
    notes.push_back(
        {NoteKind::isbn_padded, fmt::format("{} {}: taken as {}", column, text, whole)});
  return *isbn;
}

}  // namespace

std::optional<std::string> choose_isbn(const nlohmann::json* isbn13, const nlohmann::json* isbn,
                                       std::vector<Note>& notes) {
  const auto preferred = isbn13 != nullptr ? read_isbn("isbn13", *isbn13, notes) : std::nullopt;
  const auto other = isbn != nullptr ? read_isbn("isbn", *isbn, notes) : std::nullopt;
  if (preferred && other && *preferred != *other)
    notes.push_back({NoteKind::isbn_disagreement,
                     fmt::format("isbn13 {} and isbn {} differ; isbn13 used", *preferred, *other)});
  return preferred ? preferred : other;
}

}  // namespace bookrent::cli
