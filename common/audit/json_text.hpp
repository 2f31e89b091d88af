#pragma once
// Fields of JSON objects that this program wrote itself, found without parsing the whole: what an
// audit reads by the million. A quotation mark inside a value is escaped, so `"name":` stands
// nowhere but at the field.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::audit {

/// Where the text goes on behind `mark`; npos when that is not in it. In texts full of quotation
/// marks faster than std::string_view::find.
std::size_t behind(std::string_view text, std::string_view mark);

/// The value behind `"name":` as it is written, a text without its quotation marks and still
/// escaped, a list (of no lists) or object (of none) with its brackets; nothing when there is none.
std::optional<std::string_view> field(std::string_view object, std::string_view name);
/// The fields of an object one after the other, their values as field() gives them.
class Fields {
 public:
  explicit Fields(std::string_view object) : rest_(object) {}
  /// False after the last one, or where it is none of what this program writes.
  bool next();
  std::string_view name() const { return name_; }
  std::string_view value() const { return value_; }

 private:
  std::string_view rest_;  // begins at the mark before a field
  std::string_view name_;
  std::string_view value_;
};

std::optional<std::int64_t> integer_field(std::string_view object, std::string_view name);
/// Nothing when there is anything but digits and a sign before them.
std::optional<std::int64_t> integer(std::string_view digits);
/// The text behind the escapes; what cannot be read so comes back as it is.
std::string unescaped_json(std::string_view text);

}  // namespace bookrent::audit
