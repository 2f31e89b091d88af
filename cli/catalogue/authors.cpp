#include "cli/catalogue/authors.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ranges>
#include <string_view>

#include "cli/catalogue/catalogue_entry.hpp"
#include "cli/catalogue/text_limits.hpp"
#include "cli/records/blanks.hpp"
#include "cli/records/values.hpp"

namespace bookrent::cli {
namespace {

using Names = std::expected<std::vector<std::string_view>, std::string>;

std::vector<std::string_view> split(std::string_view text) {
  const char separator = text.contains(';') ? ';' : ',';
  std::vector<std::string_view> names;
  for (const auto part : std::views::split(text, separator))
    names.emplace_back(part.begin(), part.end());
  return names;
}

Names listed(const nlohmann::json& list) {
  std::vector<std::string_view> names;
  for (const auto& element : list) {
    const auto name = as_text(element);
    if (!name) return std::unexpected(fmt::format("author {}", name.error()));
    names.push_back(*name);
  }
  return names;
}

Names names_in(const nlohmann::json& value) {
  if (value.is_array()) return listed(value);
  const auto text = as_text(value);
  if (!text) return std::unexpected(fmt::format("author {}", text.error()));
  return split(*text);
}

}  // namespace

std::expected<std::vector<std::string>, std::string> read_authors(const nlohmann::json* value) {
  if (value == nullptr) return std::vector<std::string>{};
  const auto names = names_in(*value);
  if (!names) return std::unexpected(names.error());
  std::vector<std::string> authors;
  for (const auto name : *names) {
    const auto author = trimmed(name);
    if (author.empty()) continue;
    if (auto checked = check_text("an author", author, author_bytes_max); !checked)
      return std::unexpected(std::move(checked.error()));
    authors.emplace_back(author);
  }
  if (authors.size() > authors_max)
    return std::unexpected(
        fmt::format("{} authors; at most {} are taken", authors.size(), authors_max));
  return authors;
}

}  // namespace bookrent::cli
