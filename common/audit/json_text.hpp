#pragma once
// Fields of JSON objects that this program wrote itself, found without parsing the whole: what an
// audit reads by the million. A quotation mark inside a value is escaped, so `"name":` stands
// nowhere but at the field.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::audit {

/// The value behind `"name":` as it is written, a text without its quotation marks and still
/// escaped, a list (of no lists) with its brackets; nothing when there is no such field.
std::optional<std::string_view> field(std::string_view object, std::string_view name);
std::optional<std::int64_t> integer_field(std::string_view object, std::string_view name);
/// Nothing when there is anything but digits and a sign before them.
std::optional<std::int64_t> integer(std::string_view digits);
/// The text behind the escapes. Throws std::runtime_error when it is none.
std::string unescaped_json(std::string_view text);

}  // namespace bookrent::audit
