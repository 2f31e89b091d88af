#include "common/settings/settings.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "tests/support/fake_ports.hpp"

namespace bookrent::settings {
namespace {

using std::int64_t;
using testing::HasSubstr;

const Setting table[] = {
    {"log", "level", std::string{"info"}, 0, INT64_MAX, {"debug", "info"}, {}},
    {"log", "utc", false, 0, INT64_MAX, {}, {}},
    {"rental", "open_rentals_max", int64_t{10}, 1, 100, {}, {}},
    {"rental", "time_zone", std::string{}, 0, INT64_MAX, {}, {}, Change::restart},
    {"sandbox", "decline_users", std::vector<int64_t>{}, 0, INT64_MAX, {}, {}},
};

class SettingsFrom : public testing::Test {
 protected:
  std::expected<Settings, std::string> load(const std::string& content) {
    std::ofstream(scratch_.path() / "bookrent.toml") << content;
    return Settings::load(scratch_.path() / "bookrent.toml", table, environment_);
  }
  support::ScratchDirectory scratch_;
  Environment environment_;
};

TEST_F(SettingsFrom, defaults_stand_where_nothing_is_said) {
  const auto settings = load("");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->text("log", "level"), "info");
  EXPECT_EQ(settings->integer("rental", "open_rentals_max"), 10);
  EXPECT_TRUE(settings->integers("sandbox", "decline_users").empty());
}

TEST_F(SettingsFrom, the_file_wins_over_defaults_and_the_environment_over_the_file) {
  environment_["BOOKRENT_RENTAL_OPEN_RENTALS_MAX"] = "7";
  environment_["BOOKRENT_SANDBOX_DECLINE_USERS"] = "4,5";
  const auto settings = load("[log]\nlevel = \"debug\"\n[rental]\nopen_rentals_max = 3\n");
  ASSERT_TRUE(settings) << settings.error();
  EXPECT_EQ(settings->text("log", "level"), "debug");
  EXPECT_EQ(settings->integer("rental", "open_rentals_max"), 7);
  EXPECT_EQ(settings->integers("sandbox", "decline_users"), (std::vector<int64_t>{4, 5}));
  EXPECT_THAT(settings->all().at("log.level").from, HasSubstr("bookrent.toml:2"));
  EXPECT_EQ(settings->all().at("rental.open_rentals_max").from, "BOOKRENT_RENTAL_OPEN_RENTALS_MAX");
}

TEST_F(SettingsFrom, a_flag_is_true_or_false_and_nothing_else) {
  EXPECT_FALSE(load("")->flag("log", "utc"));
  EXPECT_TRUE(load("[log]\nutc = true\n")->flag("log", "utc"));
  for (const char* bad : {"1", "\"true\"", "\"yes\"", "[]"})
    EXPECT_THAT(load(std::string{"[log]\nutc = "} + bad + "\n").error(),
                HasSubstr("bookrent.toml:2: log.utc must be true or false"));
  environment_["BOOKRENT_LOG_UTC"] = "true";
  EXPECT_TRUE(load("[log]\nutc = false\n")->flag("log", "utc"));
  environment_["BOOKRENT_LOG_UTC"] = "1";
  EXPECT_EQ(load("").error(), "BOOKRENT_LOG_UTC: '1' is neither true nor false");
}

TEST_F(SettingsFrom, every_problem_is_named_with_its_line) {
  const auto settings = load(
      "[log]\nlevel = \"loud\"\ncolour = true\n[rental]\nopen_rentals_max = 1000\n[sandbox]\n"
      "decline_users = [\"x\"]\n[other]\nx = 1\n");
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error(), HasSubstr("bookrent.toml:2: log.level must be one of debug, info"));
  EXPECT_THAT(settings.error(), HasSubstr("bookrent.toml:3: unknown setting log.colour"));
  EXPECT_THAT(settings.error(),
              HasSubstr("bookrent.toml:5: rental.open_rentals_max must be from 1 to 100"));
  EXPECT_THAT(settings.error(), HasSubstr("bookrent.toml:7: sandbox.decline_users must be a list"));
  EXPECT_THAT(settings.error(), HasSubstr("unknown section [other]"));
}

TEST_F(SettingsFrom, text_that_is_not_toml_is_refused_with_its_line) {
  const auto settings = load("[log]\nlevel = \n");
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error(), HasSubstr("bookrent.toml:2"));
}

TEST_F(SettingsFrom, what_is_not_toml_is_shown_without_its_control_characters) {
  const auto settings = load("[log]\nlevel = n\x02\x1b[2J\n");
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error(), HasSubstr("bookrent.toml:2: "));
  EXPECT_THAT(settings.error(), HasSubstr(R"('nan', saw 'n\x02)"));
}

TEST_F(SettingsFrom, a_bracket_alone_in_its_line_is_refused_with_its_line) {
  for (const char* line : {"[", "[ ", "[["}) {
    const auto settings = load(std::string{"\n"} + line + "\nlog]\n");
    ASSERT_FALSE(settings) << line;
    EXPECT_THAT(settings.error(), HasSubstr("bookrent.toml:2: ")) << line;
  }
}

TEST_F(SettingsFrom, a_letter_beyond_ascii_outside_quotes_is_refused_with_its_line) {
  for (const char* letter : {"é", "ж", "あ", "한", "\u00a0", "😀"}) {
    const auto settings = load(std::string{"\n"} + letter + " = 1\n");
    ASSERT_FALSE(settings) << letter;
    EXPECT_THAT(settings.error(), HasSubstr("bookrent.toml:2: ")) << letter;
  }
}

TEST_F(SettingsFrom, a_variable_that_names_no_key_of_its_section_is_refused) {
  environment_["BOOKRENT_RENTAL_COLOUR"] = "red";
  environment_["BOOKRENT_DATA"] = "/somewhere";
  const auto settings = load("");
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error(),
            "BOOKRENT_RENTAL_COLOUR: unknown setting; [rental] has open_rentals_max, time_zone");
}

TEST_F(SettingsFrom, a_bad_value_in_the_environment_is_named_by_its_variable) {
  environment_["BOOKRENT_RENTAL_OPEN_RENTALS_MAX"] = "many";
  const auto settings = load("");
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error(), HasSubstr("BOOKRENT_RENTAL_OPEN_RENTALS_MAX: 'many'"));
}

TEST_F(SettingsFrom, each_problem_is_one_line_that_cannot_drive_a_terminal) {
  environment_["BOOKRENT_RENTAL_A\nB"] = "red";
  environment_["BOOKRENT_RENTAL_OPEN_RENTALS_MAX"] = "7\x1b[2J";
  environment_["BOOKRENT_SANDBOX_DECLINE_USERS"] = "\xff";
  const auto settings =
      load("\"o\\nther\" = 1\n\"\\u0085\" = 2\n[rental]\n\"\\u001b[2J\" = 3\n\"한글\" = 4\n");
  ASSERT_FALSE(settings);
  EXPECT_EQ(std::ranges::count(settings.error(), '\n'), 6);
  EXPECT_THAT(settings.error(), HasSubstr(R"(bookrent.toml:1: unknown section [o\nther])"));
  EXPECT_THAT(settings.error(), HasSubstr(R"(bookrent.toml:2: unknown section [\x85])"));
  EXPECT_THAT(settings.error(), HasSubstr(R"(unknown setting rental.\x1b[2J;)"));
  EXPECT_THAT(settings.error(), HasSubstr("unknown setting rental.한글;"));
  EXPECT_THAT(settings.error(), HasSubstr(R"(BOOKRENT_RENTAL_A\nB: unknown setting;)"));
  EXPECT_THAT(settings.error(), HasSubstr(R"('7\x1b[2J' is not a whole number)"));
  EXPECT_THAT(settings.error(), HasSubstr(R"(BOOKRENT_SANDBOX_DECLINE_USERS: '\x)"));
  EXPECT_THAT(settings.error(), testing::Not(HasSubstr("\xff")));
}

TEST_F(SettingsFrom, a_variable_of_no_section_is_refused_unless_it_is_one_of_the_suites_own) {
  environment_["BOOKRENT_DATA"] = "/somewhere";
  environment_["BOOKRENT_LINK_FILE"] = "/laptop.link";
  environment_["BOOKRENT_TOKEN_FILE"] = "/login";
  environment_["BOOKRENT_TEST_CATALOGUE"] = "/books.csv";
  EXPECT_TRUE(load(""));
  environment_["BOOKRENT_SANDBX_DELAY_MS"] = "3000";
  const auto settings = load("");
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error(),
            "BOOKRENT_SANDBX_DELAY_MS: no setting has this name; the sections are log, rental, "
            "sandbox");
}

TEST_F(SettingsFrom, a_directory_in_the_place_of_the_file_is_refused) {
  const auto settings = Settings::load(scratch_.path(), table, environment_);
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error(), scratch_.path().string() + " is a directory, not a file");
}

TEST_F(SettingsFrom, a_file_that_is_not_there_is_as_good_as_an_empty_one) {
  EXPECT_TRUE(Settings::load(scratch_.path() / "none.toml", table, environment_));
}

TEST_F(SettingsFrom, what_may_change_while_a_process_runs_needs_no_restart) {
  const auto now = load("[rental]\nopen_rentals_max = 3\n");
  EXPECT_EQ(now->integer("rental", "open_rentals_max"), 3);
  EXPECT_EQ(now->needs_restart(*load("[rental]\nopen_rentals_max = 4\n"), table), "");
}

TEST_F(SettingsFrom, what_a_process_has_asked_for_and_may_not_change_is_named_with_its_line) {
  auto now = load("[rental]\ntime_zone = \"Asia/Seoul\"\n");
  const auto other = load("[rental]\n\ntime_zone = \"Asia/Tokyo\"\n");
  EXPECT_EQ(now->needs_restart(*other, table), "") << "nobody has asked for it";
  EXPECT_EQ(now->text("rental", "time_zone"), "Asia/Seoul");
  EXPECT_EQ(now->needs_restart(*load("[rental]\n\ntime_zone = \"Asia/Seoul\"\n"), table), "");
  EXPECT_THAT(now->needs_restart(*other, table),
              HasSubstr("bookrent.toml:3: rental.time_zone cannot change while"));
  EXPECT_THAT(now->needs_restart(*load(""), table),
              HasSubstr("bookrent.toml:2: rental.time_zone cannot change while"));
  now->take_over(*load(""));
  EXPECT_THAT(now->needs_restart(*other, table), HasSubstr("rental.time_zone"))
      << "it was asked for all the same";
}

TEST_F(SettingsFrom, a_value_that_is_of_no_use_is_named_with_its_origin) {
  environment_["BOOKRENT_RENTAL_OPEN_RENTALS_MAX"] = "7";
  const auto settings = load("[log]\nlevel = \"debug\"\n");
  ASSERT_TRUE(settings);
  EXPECT_THAT(settings->bad("log", "level", "is no use").what(),
              HasSubstr("bookrent.toml:2: log.level is no use"));
  EXPECT_STREQ(settings->bad("rental", "open_rentals_max", "is odd").what(),
               "BOOKRENT_RENTAL_OPEN_RENTALS_MAX: rental.open_rentals_max is odd");
}

}  // namespace
}  // namespace bookrent::settings
