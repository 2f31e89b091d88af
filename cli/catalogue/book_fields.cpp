#include "cli/catalogue/book_fields.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "cli/records/blanks.hpp"
#include "cli/records/names.hpp"

namespace bookrent::cli {
namespace {

// In the order of BookField.
constexpr std::array<std::string_view, 12> names = {
    "title",    "authors",       "author", "isbn13", "isbn", "year", "original_publication_year",
    "language", "language_code", "fee",    "copies", "days"};

bool is_named(std::string_view field, std::string_view name) {
  return field.size() == name.size() &&
         std::ranges::equal(field, name, {}, [](char letter) { return lower(letter); });
}

bool has_value(const nlohmann::json& value) {
  if (value.is_string()) return !is_blank(value.get_ref<const std::string&>());
  return !value.is_null();
}

}  // namespace

BookFields::BookFields(const nlohmann::json& fields) {
  static_assert(names.size() == count);
  for (const auto& [field, value] : fields.get_ref<const nlohmann::json::object_t&>()) {
    const auto name = std::ranges::find_if(
        names, [&field](std::string_view known) { return is_named(field, known); });
    if (name != names.end() && has_value(value))
      values_[static_cast<std::size_t>(name - names.begin())] = &value;
  }
}

const nlohmann::json* BookFields::find(BookField field) const {
  return values_[static_cast<std::size_t>(field)];
}

const nlohmann::json* BookFields::find(BookField field, BookField alternative) const {
  return find(field) != nullptr ? find(field) : find(alternative);
}

}  // namespace bookrent::cli
