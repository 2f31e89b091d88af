#include <gtest/gtest.h>

#include <optional>

#include "cli/render/terminal.hpp"
#include "tests/unit/cli/render_pseudo_terminal.hpp"

namespace bookrent::cli {
namespace {

TEST_F(OnTerminal, there_is_colour_and_a_width) {
  EXPECT_TRUE(traits().colour);
  EXPECT_EQ(traits().columns, 60);
}

TEST_F(OnTerminal, no_color_turns_colour_off_unless_it_is_empty) {
  set("NO_COLOR", "");
  EXPECT_TRUE(traits().colour);
  set("NO_COLOR", "1");
  EXPECT_FALSE(traits().colour);
  set("NO_COLOR", "0");
  EXPECT_FALSE(traits().colour);
  EXPECT_EQ(traits().columns, 60);
}

TEST_F(OnTerminal, a_dumb_or_unnamed_one_has_no_colour) {
  set("TERM", "dumb");
  EXPECT_FALSE(traits().colour);
  unset("TERM");
  EXPECT_FALSE(traits().colour);
}

TEST_F(OnTerminal, columns_in_the_environment_win_when_they_make_sense) {
  set("COLUMNS", "100");
  EXPECT_EQ(traits().columns, 100);
  for (const char* nonsense : {"", "0", "-5", "wide", "80x", "99999999999999"}) {
    set("COLUMNS", nonsense);
    EXPECT_EQ(traits().columns, 60) << nonsense;
  }
}

TEST_F(OnTerminal, an_unknown_width_is_the_usual_one) {
  terminal.resize(0);
  EXPECT_EQ(traits().columns, 80);
}

TEST_F(InPipe, there_is_neither_colour_nor_a_width) {
  const TerminalTraits traits = terminal_traits(entrance());
  EXPECT_FALSE(traits.colour);
  EXPECT_EQ(traits.columns, std::nullopt);
}

}  // namespace
}  // namespace bookrent::cli
