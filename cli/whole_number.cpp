#include "cli/whole_number.hpp"

#include <fmt/format.h>

#include <charconv>

namespace bookrent::cli {

std::expected<std::int64_t, std::string> read_whole_number(std::string_view text, Range range) {
  const auto refuse = [&](const std::string& why) {
    return std::unexpected(fmt::format("'{}' {}", text, why));
  };
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos)
    return refuse("is not a whole number");
  if (digits.starts_with('0') && digits.size() > 1)
    return refuse("begins with a zero; write it without");
  std::int64_t number = 0;
  const bool fits =
      std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{};
  if (!fits) return refuse(text.starts_with('-') ? "is too small" : "is too large");
  if (number < range.least) return refuse(fmt::format("is below {}", range.least));
  if (number > range.most) return refuse(fmt::format("is above {}", range.most));
  return number;
}

}  // namespace bookrent::cli
