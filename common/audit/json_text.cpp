#include "common/audit/json_text.hpp"

#include <array>
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>

namespace bookrent::audit {
namespace {

std::size_t end_of_text(std::string_view json, std::size_t from) {
  for (std::size_t at = from; at < json.size(); ++at) {
    if (json[at] == '"') return at;
    if (json[at] == '\\') ++at;
  }
  return std::string_view::npos;
}

std::size_t end_of_list(std::string_view json, std::size_t from) {
  for (std::size_t at = from; at < json.size(); ++at) {
    if (json[at] == ']') return at;
    if (json[at] == '"' && (at = end_of_text(json, at + 1)) == std::string_view::npos) return at;
  }
  return std::string_view::npos;
}

/// Where the value of the field begins.
std::size_t value_of(std::string_view object, std::string_view name) {
  constexpr std::size_t name_max = 40;
  std::array<char, name_max> mark{};
  if (name.size() + 3 > mark.size()) return std::string_view::npos;
  mark[0] = '"';
  std::memcpy(mark.data() + 1, name.data(), name.size());
  std::memcpy(mark.data() + 1 + name.size(), "\":", 2);
  const std::size_t found = object.find(std::string_view{mark.data(), name.size() + 3});
  return found == std::string_view::npos ? found : found + name.size() + 3;
}

}  // namespace

std::optional<std::string_view> field(std::string_view object, std::string_view name) {
  const std::size_t begin = value_of(object, name);
  if (begin >= object.size()) return std::nullopt;
  if (object[begin] == '"') {
    const std::size_t end = end_of_text(object, begin + 1);
    if (end == std::string_view::npos) return std::nullopt;
    return object.substr(begin + 1, end - begin - 1);
  }
  if (object[begin] == '[') {
    const std::size_t end = end_of_list(object, begin);
    if (end == std::string_view::npos) return std::nullopt;
    return object.substr(begin, end - begin + 1);
  }
  return object.substr(begin, object.find_first_of(",}", begin) - begin);
}

std::optional<std::int64_t> integer(std::string_view digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> integer_field(std::string_view object, std::string_view name) {
  const auto text = field(object, name);
  return text ? integer(*text) : std::nullopt;
}

std::string unescaped_json(std::string_view text) {
  if (text.find('\\') == std::string_view::npos) return std::string{text};
  const auto json = nlohmann::json::parse('"' + std::string{text} + '"', nullptr, false);
  if (!json.is_string()) throw std::runtime_error("a text of an event cannot be read");
  return json.get<std::string>();
}

}  // namespace bookrent::audit
