#pragma once
// What counts as blank around the values of a record.
#include <string_view>

namespace bookrent::cli {

inline constexpr std::string_view blanks = " \t\r\n";

inline bool is_blank(std::string_view text) {
  return text.find_first_not_of(blanks) == std::string_view::npos;
}

/// `text` without the blanks at either end.
inline std::string_view trimmed(std::string_view text) {
  if (is_blank(text)) return {};
  text.remove_prefix(text.find_first_not_of(blanks));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

}  // namespace bookrent::cli
