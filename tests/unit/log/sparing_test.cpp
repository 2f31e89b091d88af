#include "common/log/sparing.hpp"

#include <gtest/gtest.h>

namespace bookrent::log {
namespace {

using std::chrono_literals::operator""ms;

TEST(Sparing, lets_so_many_lines_a_second_through_and_counts_the_others) {
  Sparing sparing;
  const clock::Steady start{1'000'000ms};
  for (int line = 0; line < Sparing::lines_per_second; ++line) EXPECT_EQ(sparing.admit(start), 0);
  for (int line = 0; line < 5; ++line) EXPECT_FALSE(sparing.admit(start + 999ms));
  EXPECT_EQ(sparing.admit(start + 1000ms), 5);
  EXPECT_EQ(sparing.admit(start + 1000ms), 0);
}

}  // namespace
}  // namespace bookrent::log
