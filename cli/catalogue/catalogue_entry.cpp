#include "cli/catalogue/catalogue_entry.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "cli/catalogue/authors.hpp"
#include "cli/catalogue/book_fields.hpp"
#include "cli/catalogue/isbn_choice.hpp"
#include "cli/catalogue/terms.hpp"
#include "cli/catalogue/text_limits.hpp"
#include "cli/catalogue/zero_fraction.hpp"
#include "cli/records/blanks.hpp"
#include "cli/records/shown.hpp"
#include "cli/records/values.hpp"

namespace bookrent::cli {
namespace {

using Json = nlohmann::json;
using Refusal = std::unexpected<std::string>;

constexpr std::int64_t year_max = 9999;

std::expected<std::string, std::string> read_title(const Json* value) {
  if (value == nullptr) return Refusal("no title");
  const auto text = as_text(*value);
  if (!text) return Refusal(fmt::format("title {}", text.error()));
  const auto title = trimmed(*text);
  if (auto checked = check_text("the title", title, title_bytes_max); !checked)
    return Refusal(std::move(checked.error()));
  return std::string(title);
}

std::string shown_value(const Json& value) {
  return shown(value.is_string() ? value.get<std::string>() : value.dump());
}

std::expected<std::int64_t, std::string> whole_number(const Json& value) {
  if (!value.is_string()) return as_integer(value);
  return as_integer(Json(without_zero_fraction(trimmed(value.get_ref<const std::string&>()))));
}

std::optional<std::int64_t> whole_year(const Json& value) {
  if (value.is_number_float()) {
    const auto year = value.get<double>();
    const bool whole = std::trunc(year) == year && std::abs(year) <= year_max;
    return whole ? std::optional(static_cast<std::int64_t>(year)) : std::nullopt;
  }
  const auto year = whole_number(value);
  return year && *year >= -year_max && *year <= year_max ? std::optional(*year) : std::nullopt;
}

std::optional<std::int64_t> read_year(const Json* value, std::vector<Note>& notes) {
  if (value == nullptr) return std::nullopt;
  const auto year = whole_year(*value);
  if (!year)
    notes.push_back({NoteKind::year_unreadable,
                     fmt::format("year {}: not a year; left out", shown_value(*value))});
  return year;
}

std::optional<std::string> read_language(const Json* value, std::vector<Note>& notes) {
  if (value == nullptr) return std::nullopt;
  const auto text = as_text(*value);
  const auto language = text ? trimmed(*text) : std::string_view{};
  const bool one_line = language.find_first_of("\n\t") == language.npos;
  if (!language.empty() && one_line && check_text("language", language, language_bytes_max))
    return std::string(language);
  notes.push_back({NoteKind::language_unreadable,
                   fmt::format("language {}: not a language; left out", shown_value(*value))});
  return std::nullopt;
}

}  // namespace

std::expected<CatalogueReading, std::string> read_catalogue_entry(
    const Json& fields, const CatalogueDefaults& defaults) {
  const BookFields book(fields);
  auto title = read_title(book.find(BookField::title));
  if (!title) return Refusal(std::move(title.error()));
  auto authors = read_authors(book.find(BookField::authors, BookField::author));
  if (!authors) return Refusal(std::move(authors.error()));
  const auto terms = read_terms(book, defaults);
  if (!terms) return Refusal(terms.error());
  std::vector<Note> notes;
  CatalogueEntry entry{
      .title = std::move(*title),
      .authors = std::move(*authors),
      .isbn = choose_isbn(book.find(BookField::isbn13), book.find(BookField::isbn), notes),
      .year = read_year(book.find(BookField::year, BookField::original_publication_year), notes),
      .language = read_language(book.find(BookField::language, BookField::language_code), notes),
      .fee = terms->fee,
      .copies = terms->copies,
      .days = terms->days};
  return CatalogueReading{std::move(entry), std::move(notes)};
}

}  // namespace bookrent::cli
