#include "common/audit/json_text.hpp"

#include <array>
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>

namespace bookrent::audit {
namespace {

std::size_t end_of_text(std::string_view json, std::size_t from) {
  for (std::size_t at = json.find('"', from); at != std::string_view::npos;
       at = json.find('"', at + 1)) {
    std::size_t escapes = 0;
    while (at - escapes > from && json[at - escapes - 1] == '\\') ++escapes;
    if (escapes % 2 == 0) return at;
  }
  return std::string_view::npos;
}

std::size_t end_of_number(std::string_view json, std::size_t from) {
  while (from < json.size() && json[from] != ',' && json[from] != '}') ++from;
  return from;
}

/// Of a list or an object, which has none of its own kind inside.
std::size_t end_of_group(std::string_view json, std::size_t from) {
  const char end = json[from] == '[' ? ']' : '}';
  for (std::size_t at = from; at < json.size(); ++at) {
    if (json[at] == end) return at;
    if (json[at] != '"') continue;
    at = end_of_text(json, at + 1);
    if (at == std::string_view::npos) return at;
  }
  return std::string_view::npos;
}

/// The value that begins there, as field() gives it.
std::optional<std::string_view> value_at(std::string_view json, std::size_t begin) {
  if (begin >= json.size()) return std::nullopt;
  if (json[begin] == '"') {
    const std::size_t end = end_of_text(json, begin + 1);
    if (end == std::string_view::npos) return std::nullopt;
    return json.substr(begin + 1, end - begin - 1);
  }
  if (json[begin] == '[' || json[begin] == '{') {
    const std::size_t end = end_of_group(json, begin);
    if (end == std::string_view::npos) return std::nullopt;
    return json.substr(begin, end - begin + 1);
  }
  return json.substr(begin, end_of_number(json, begin) - begin);
}

/// Where the value of the field begins.
std::size_t value_of(std::string_view object, std::string_view name) {
  constexpr std::size_t name_max = 40;
  std::array<char, name_max> mark{};
  if (name.size() + 3 > mark.size()) return std::string_view::npos;
  mark[0] = '"';
  std::memcpy(mark.data() + 1, name.data(), name.size());
  std::memcpy(mark.data() + 1 + name.size(), "\":", 2);
  const std::string_view wanted(mark.data(), name.size() + 3);
  // Mostly it is the first field that is asked for.
  if (!object.empty() && object.substr(1).starts_with(wanted)) return 1 + wanted.size();
  return behind(object, wanted);
}

}  // namespace

std::size_t behind(std::string_view text, std::string_view mark) {
  if (text.empty()) return std::string_view::npos;
  const void* found = memmem(text.data(), text.size(), mark.data(), mark.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + mark.size();
}

std::optional<std::string_view> field(std::string_view object, std::string_view name) {
  return value_at(object, value_of(object, name));
}

bool Fields::next() {
  if (rest_.size() < 2 || (rest_[0] != '{' && rest_[0] != ',') || rest_[1] != '"') return false;
  const std::size_t end = rest_.find('"', 2);
  if (end == std::string_view::npos) return false;
  name_ = rest_.substr(2, end - 2);
  const auto value = value_at(rest_, end + 2);
  if (!value) return false;
  value_ = *value;
  const bool text = rest_[end + 2] == '"';
  rest_.remove_prefix(end + 2 + value_.size() + (text ? 2 : 0));
  return true;
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
  return json.is_string() ? json.get<std::string>() : std::string{text};
}

}  // namespace bookrent::audit
