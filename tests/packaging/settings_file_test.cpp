#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "common/contract/settings.hpp"

namespace bookrent {
namespace {

namespace fs = std::filesystem;

settings::Settings load(const fs::path& file) {
  auto loaded = settings::Settings::load(file, contract::all_settings(), {});
  EXPECT_TRUE(loaded.has_value()) << loaded.error();
  return loaded.value_or(settings::Settings{});
}

bool is_disabled_setting(const std::string& line) {
  return line.size() > 1 && line.front() == '#' && line[1] != ' ';
}

/// The installed file as it is when somebody takes the # off every setting.
class SettingsFile : public testing::Test {
 protected:
  void SetUp() override {
    std::ifstream installed(BOOKRENT_INSTALLED_SETTINGS);
    std::ofstream enabled(enabled_);
    for (std::string line; std::getline(installed, line);)
      enabled << (is_disabled_setting(line) ? line.substr(1) : line) << '\n';
  }
  void TearDown() override { fs::remove(enabled_); }

  const fs::path enabled_ = testing::TempDir() + "bookrent-settings-enabled.toml";
};

TEST_F(SettingsFile, sets_nothing_as_it_is_installed) {
  const auto installed = load(BOOKRENT_INSTALLED_SETTINGS);
  for (const auto& [name, origin] : installed.all()) EXPECT_EQ(origin.from, "default") << name;
}

TEST_F(SettingsFile, shows_every_setting_with_its_default) {
  const auto defaults = load("");
  const auto shown = load(enabled_);
  ASSERT_EQ(shown.all().size(), contract::all_settings().size());
  for (const auto& [name, origin] : shown.all()) {
    EXPECT_NE(origin.from, "default") << name << " is not in the file";
    EXPECT_EQ(origin.value, defaults.all().at(name).value) << name;
  }
}

}  // namespace
}  // namespace bookrent
