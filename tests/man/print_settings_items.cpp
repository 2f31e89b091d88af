// Prints the headings and items that bookrent.toml(5) has for the settings, in mdoc(7).
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

std::string standard(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *number);
  if (const auto* text = std::get_if<std::string>(&value))
    return fmt::format(R"(\(dq{}\(dq)", *text);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  return fmt::format("{}", std::get<std::vector<std::int64_t>>(value));
}

std::string range(const Setting& setting) {
  if (!setting.choices.empty()) return fmt::format(" Pq {}", fmt::join(setting.choices, ", "));
  if (std::holds_alternative<std::string>(setting.standard)) return "";
  if (std::holds_alternative<bool>(setting.standard)) return " Pq true or false";
  if (setting.most == INT64_MAX) return fmt::format(" Pq at least {}", setting.least);
  return fmt::format(" Pq {} to {}", setting.least, setting.most);
}

}  // namespace

int main() {
  std::string_view section;
  for (const Setting& setting : bookrent::contract::all_settings()) {
    if (setting.section != section) fmt::print(".Ss [{}]\n", setting.section);
    section = setting.section;
    fmt::print(".It Va {} No = {}{}{}\n", setting.key, standard(setting.standard), range(setting),
               setting.change == bookrent::settings::Change::restart ? " Pq restart" : "");
  }
}
