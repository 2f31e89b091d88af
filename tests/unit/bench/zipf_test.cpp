#include "tests/bench/load/zipf.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace bookrent::bench {
namespace {

std::vector<int> draws_of(const Zipf& zipf, std::size_t items, int draws) {
  std::mt19937_64 random(3);
  std::vector<int> times(items);
  for (int i = 0; i < draws; ++i)
    ++times.at(zipf.rank(std::generate_canonical<double, 53>(random)));
  return times;
}

TEST(Zipf, draws_each_rank_in_proportion_to_its_power) {
  constexpr int draws = 400'000;
  const auto times = draws_of(Zipf(10, 1), 10, draws);
  double sum = 0;
  for (int rank = 1; rank <= 10; ++rank) sum += 1.0 / rank;
  for (int rank = 1; rank <= 10; ++rank) {
    const double expected = draws / (rank * sum);
    EXPECT_NEAR(times[static_cast<std::size_t>(rank - 1)], expected, 0.03 * expected) << rank;
  }
}

TEST(Zipf, with_exponent_0_draws_all_alike) {
  for (const int times : draws_of(Zipf(10, 0), 10, 100'000)) EXPECT_NEAR(times, 10'000, 500);
}

TEST(Zipf, with_a_larger_exponent_wants_the_first_more) {
  EXPECT_GT(draws_of(Zipf(100, 1.5), 100, 10'000)[0], draws_of(Zipf(100, 0.5), 100, 10'000)[0]);
}

TEST(Zipf, has_a_rank_for_each_end_of_chance) {
  const Zipf zipf(5, 1);
  EXPECT_EQ(zipf.rank(0), 0U);
  EXPECT_EQ(zipf.rank(0.9999999999999999), 4U);
  EXPECT_EQ(Zipf(1, 1).rank(0.5), 0U);
}

}  // namespace
}  // namespace bookrent::bench
