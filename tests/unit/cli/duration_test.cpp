#include "cli/duration.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/fake_ports.hpp"

namespace bookrent::cli {
namespace {

using namespace std::chrono_literals;

TEST(Jitter, is_never_sooner_and_at_most_a_fifth_later_than_was_told) {
  support::SeededRandom random;
  std::set<std::chrono::milliseconds> times;
  for (int i = 0; i < 1'000; ++i) times.insert(with_jitter(5s, random));
  EXPECT_GE(*times.begin(), 5s);
  EXPECT_LE(*times.rbegin(), 6s);
  EXPECT_GT(times.size(), 500U);
  EXPECT_EQ(with_jitter(0ms, random), 0ms);
}

}  // namespace
}  // namespace bookrent::cli
