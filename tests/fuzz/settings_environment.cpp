// Settings in the environment. Input: a variable a line, as NAME=value.
#include "common/contract/settings.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"
#include "tests/fuzz/settings_claims.hpp"

namespace bookrent::fuzz {

void run(std::string_view input) {
  settings::Environment environment;
  for (const std::string& line : split(input, '\n'))
    if (const std::size_t equals = line.find('='); equals != line.npos)
      environment.emplace("BOOKRENT_" + line.substr(0, equals), line.substr(equals + 1));
  check_settings(settings::Settings::load({}, contract::all_settings(), environment),
                 [](std::string_view line) { return line.starts_with("BOOKRENT_"); });
}

}  // namespace bookrent::fuzz
