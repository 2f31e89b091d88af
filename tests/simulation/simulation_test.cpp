#include "tests/simulation/run.hpp"

#include <gtest/gtest.h>

namespace bookrent::simulation {
namespace {

TEST(Simulation, does_the_same_for_the_same_seed) {
  const RunResult one = run({11});
  const RunResult again = run({11});
  EXPECT_EQ(one.hash, again.hash);
  EXPECT_EQ(one.reached, again.reached);
}

TEST(Simulation, does_something_else_for_another_seed) {
  EXPECT_NE(run({11}).hash, run({12}).hash);
}

}  // namespace
}  // namespace bookrent::simulation
