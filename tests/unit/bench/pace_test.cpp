#include "tests/bench/load/pace.hpp"

#include <gtest/gtest.h>

namespace bookrent::bench {
namespace {

using namespace std::chrono_literals;

TEST(Pace, has_each_request_due_at_its_part_of_a_second) {
  const Moment begun{5s};
  const Pace pace(4, begun);
  EXPECT_EQ(pace.due(0), begun);
  EXPECT_EQ(pace.due(1), begun + 250ms);
  EXPECT_EQ(pace.due(6), begun + 1'500ms);
}

TEST(Pace, does_not_drift_where_a_second_cannot_be_divided) {
  const Moment begun{};
  const Pace pace(3, begun);
  EXPECT_EQ(pace.due(3'000'000), begun + 1'000'000s);
  EXPECT_LE(pace.due(1) - pace.due(0), pace.due(3) - pace.due(2));
}

}  // namespace
}  // namespace bookrent::bench
