// The settings file. Input: the file.
#include "common/contract/settings.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"
#include "tests/fuzz/settings_claims.hpp"

namespace bookrent::fuzz {

void run(std::string_view input) {
  const MemoryFile file(input);
  const auto loaded = settings::Settings::load(file.path(), contract::all_settings(), {});
  check_settings(loaded,
                 [&](std::string_view line) { return line.starts_with(file.path() + ':'); });
}

}  // namespace bookrent::fuzz
