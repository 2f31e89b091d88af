#include "cli/month.hpp"

#include <fmt/format.h>

#include <charconv>

namespace bookrent::cli {
namespace {

std::optional<int> digits(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool all = error == std::errc{} && end == text.data() + text.size() && number >= 0;
  return all ? std::optional{number} : std::nullopt;
}

}  // namespace

std::optional<std::chrono::year_month> read_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5));
  if (!year || !month) return std::nullopt;
  const std::chrono::year_month read{std::chrono::year{*year},
                                     std::chrono::month{static_cast<unsigned>(*month)}};
  return read.ok() ? std::optional{read} : std::nullopt;
}

std::string text_of(std::chrono::year_month month) {
  return fmt::format("{:04}-{:02}", int{month.year()}, unsigned{month.month()});
}

}  // namespace bookrent::cli
