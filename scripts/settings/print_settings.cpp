// Prints the settings file that is installed: every setting with its meaning and its default,
// commented out. Made from the table that the daemons read, so it cannot say anything else.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "common/contract/settings.hpp"

namespace {

using bookrent::settings::Setting;

std::string bounds(const Setting& setting) {
  if (!setting.choices.empty()) return fmt::format("; {}", fmt::join(setting.choices, ", "));
  if (std::holds_alternative<std::string>(setting.standard)) return "";
  if (std::holds_alternative<bool>(setting.standard)) return "; true or false";
  if (setting.most != INT64_MAX) return fmt::format("; {} to {}", setting.least, setting.most);
  return fmt::format("; at least {}", setting.least);
}

void print(const Setting& setting) {
  const bool restart = setting.change == bookrent::settings::Change::restart;
  fmt::print("\n# {}{}{}\n#{} = {}\n", setting.meaning, bounds(setting),
             restart ? " (restart)" : "", setting.key, bookrent::settings::toml(setting.standard));
}

}  // namespace

int main() {
  fmt::print(
      "# Settings of bookrent. Each stands here with its default; remove the # to change it, then\n"
      "# `systemctl reload 'bookrent-*.service'`, or, where it says (restart), restart the suite.\n"
      "# The environment goes first: BOOKRENT_RENTAL_OPEN_RENTALS_MAX=5 says open_rentals_max of\n"
      "# [rental]. See bookrent.toml(5).\n");
  std::string_view section;
  for (const Setting& setting : bookrent::contract::all_settings()) {
    if (setting.section != section) fmt::print("\n[{}]\n", setting.section);
    section = setting.section;
    print(setting);
  }
}
