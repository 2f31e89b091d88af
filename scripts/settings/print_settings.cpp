// Prints the settings file that is installed: every setting with its meaning and its default,
// commented out. Made from the table that the daemons read, so it cannot say anything else.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/contract/settings.hpp"

namespace {

using bookrent::settings::Setting;
using bookrent::settings::Value;

std::string toml(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *number);
  if (const auto* text = std::get_if<std::string>(&value)) return fmt::format("\"{}\"", *text);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  return fmt::format("{}", std::get<std::vector<std::int64_t>>(value));
}

std::string bounds(const Setting& setting) {
  if (!setting.choices.empty()) return fmt::format("; {}", fmt::join(setting.choices, ", "));
  if (std::holds_alternative<std::string>(setting.standard)) return "";
  if (std::holds_alternative<bool>(setting.standard)) return "; true or false";
  if (setting.most != INT64_MAX) return fmt::format("; {} to {}", setting.least, setting.most);
  return fmt::format("; at least {}", setting.least);
}

void print(const Setting& setting) {
  fmt::print("\n# {}{}\n#{} = {}\n", setting.meaning, bounds(setting), setting.key,
             toml(setting.standard));
}

}  // namespace

int main() {
  fmt::print(
      "# Settings of bookrent. Each stands here with its default; remove the # to change it, then\n"
      "# restart the suite. The environment goes first: BOOKRENT_RENTAL_OPEN_RENTALS_MAX=5 says\n"
      "# open_rentals_max of [rental]. See bookrent.toml(5).\n");
  std::string_view section;
  for (const Setting& setting : bookrent::contract::all_settings()) {
    if (setting.section != section) fmt::print("\n[{}]\n", setting.section);
    section = setting.section;
    print(setting);
  }
}
