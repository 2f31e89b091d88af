#include "common/contract/visible.hpp"

#include <gtest/gtest.h>

namespace bookrent::contract {
namespace {

TEST(Visible, letters_of_any_script_show) {
  for (const char* text : {"a", "김", " é ", "\u200Bx", "😀", "-", "\u0301"})
    EXPECT_TRUE(shows_something(text)) << text;
}

TEST(Visible, blanks_and_what_has_no_width_do_not) {
  for (const char* text : {"", " ", "\t\n", "\u00A0", "\u200B", "\u200B\u200D \uFEFF", "\u3164",
                           "\u3000", "\u2800", "\uFE0F", "\U000E0041"})
    EXPECT_FALSE(shows_something(text)) << text;
}

}  // namespace
}  // namespace bookrent::contract
