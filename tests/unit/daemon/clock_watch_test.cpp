#include "common/daemon/clock_watch.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_ports.hpp"

namespace bookrent::daemon {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(ClockWatch, says_nothing_while_the_clock_goes_as_it_should) {
  support::FakeClock clock;
  ClockWatch watch(clock);
  for (int turn = 0; turn < 3; ++turn) {
    clock.advance(hours{5});
    EXPECT_EQ(watch.look(), milliseconds{0});
  }
}

TEST(ClockWatch, notices_once_that_the_clock_was_set_back) {
  support::FakeClock clock;
  ClockWatch watch(clock);
  clock.advance(milliseconds{300});
  clock.set_back(hours{1});
  EXPECT_EQ(watch.look(), -hours{1});
  EXPECT_EQ(watch.look(), milliseconds{0});
}

TEST(ClockWatch, notices_that_the_clock_was_set_forward) {
  support::FakeClock clock;
  ClockWatch watch(clock);
  clock.set_back(-hours{2});
  EXPECT_EQ(watch.look(), hours{2});
}

TEST(ClockWatch, takes_no_notice_of_a_clock_that_is_kept_right) {
  support::FakeClock clock;
  ClockWatch watch(clock);
  for (int turn = 0; turn < 100; ++turn) {
    clock.set_back(leap_min - milliseconds{1});
    EXPECT_EQ(watch.look(), milliseconds{0});
  }
}

}  // namespace
}  // namespace bookrent::daemon
