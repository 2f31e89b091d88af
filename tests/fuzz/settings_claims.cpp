#include "tests/fuzz/settings_claims.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/contract/settings.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"

namespace bookrent::fuzz {
namespace {

using settings::Setting;
using settings::Value;

bool is_within(const Setting& setting, std::int64_t number) {
  return number >= setting.least && number <= setting.most;
}

bool is_allowed(const Setting& setting, const Value& value) {
  if (value.index() != setting.standard.index()) return false;
  if (std::holds_alternative<bool>(value)) return true;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return is_within(setting, *number);
  if (const auto* text = std::get_if<std::string>(&value))
    return setting.choices.empty() || std::ranges::count(setting.choices, *text) == 1;
  return std::ranges::all_of(std::get<std::vector<std::int64_t>>(value),
                             [&](std::int64_t number) { return is_within(setting, number); });
}

}  // namespace

void check_settings(const Loaded& loaded,
                    const std::function<bool(std::string_view)>& names_place) {
  if (!loaded) {
    for (const std::string& line : split(loaded.error(), '\n')) {
      claim(is_for_people(line), "each problem is a line for a person");
      claim(names_place(line), "each problem says where it is");
    }
    return;
  }
  claim(loaded->all().size() == contract::all_settings().size(), "every setting has a value");
  for (const Setting& setting : contract::all_settings()) {
    const auto& [value, from] =
        loaded->all().at(fmt::format("{}.{}", setting.section, setting.key));
    claim(is_allowed(setting, value), "every value fits its setting");
    claim(!from.empty(), "every value says where it came from");
  }
}

}  // namespace bookrent::fuzz
