#include "tests/bench/load/histogram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace bookrent::bench {
namespace {

using namespace std::chrono_literals;
using Time = Histogram::Time;

TEST(Histogram, of_nothing_has_no_times) {
  const Histogram histogram;
  EXPECT_EQ(histogram.count(), 0U);
  EXPECT_EQ(histogram.quantile(0.5), 0ns);
  EXPECT_EQ(histogram.max(), 0ns);
}

TEST(Histogram, of_one_time_has_it_at_every_quantile) {
  Histogram histogram;
  histogram.add(1'234'567ns);
  for (const double share : {0.0, 0.5, 0.999, 1.0})
    EXPECT_EQ(histogram.quantile(share), 1'234'567ns);
}

TEST(Histogram, takes_the_clock_that_went_back_for_no_time) {
  Histogram histogram;
  histogram.add(-5ns);
  EXPECT_EQ(histogram.max(), 0ns);
  EXPECT_EQ(histogram.count(), 1U);
}

TEST(Histogram, knows_quantiles_of_all_sizes_within_its_precision) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> digits(0,
                                                12);  // from a nanosecond to a quarter of an hour
  Histogram histogram;
  std::vector<Time> times;
  for (int i = 0; i < 20'000; ++i) {
    times.emplace_back(static_cast<Time::rep>(std::pow(10, digits(random))));
    histogram.add(times.back());
  }
  std::ranges::sort(times);
  for (const double share : {0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0}) {
    const auto nth = static_cast<std::size_t>(std::ceil(share * 20'000)) - 1;
    const Time exact = times[nth];
    EXPECT_GE(histogram.quantile(share), exact) << share;
    EXPECT_LE(histogram.quantile(share), exact + exact / Histogram::precision) << share;
  }
  EXPECT_EQ(histogram.max(), times.back());
}

TEST(Histogram, of_two_together_is_as_if_it_had_seen_all_itself) {
  Histogram one, other, both;
  for (int i = 1; i <= 1'000; ++i) {
    (i % 3 == 0 ? one : other).add(i * 1us);
    both.add(i * 1us);
  }
  one.add(other);
  EXPECT_EQ(one.count(), both.count());
  EXPECT_EQ(one.max(), both.max());
  for (const double share : {0.01, 0.5, 0.99})
    EXPECT_EQ(one.quantile(share), both.quantile(share)) << share;
}

}  // namespace
}  // namespace bookrent::bench
