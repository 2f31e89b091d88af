#pragma once
// A column of whole numbers with gaps in it is often written as floats that have kept all digits:
// 439023483.0, 1997.0, -750.0.
#include <string_view>

namespace bookrent::cli {

/// `text` without a last ".0", if the rest is a whole number; else `text`.
inline std::string_view without_zero_fraction(std::string_view text) {
  if (!text.ends_with(".0")) return text;
  const std::string_view whole = text.substr(0, text.size() - 2);
  const bool digits = whole.find_first_not_of("0123456789", whole.starts_with('-') ? 1 : 0) ==
                      std::string_view::npos;
  return digits ? whole : text;
}

}  // namespace bookrent::cli
