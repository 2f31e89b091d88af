#include "tests/bench/load/zipf.hpp"

#include <algorithm>
#include <cmath>

namespace bookrent::bench {

Zipf::Zipf(std::size_t items, double exponent) {
  double sum = 0;
  up_to_.reserve(items);
  for (std::size_t rank = 0; rank < items; ++rank)
    up_to_.push_back(sum += std::pow(static_cast<double>(rank + 1), -exponent));
  for (double& share : up_to_) share /= sum;
}

std::size_t Zipf::rank(double chance) const {
  const auto found = std::ranges::upper_bound(up_to_, chance);
  return std::min(static_cast<std::size_t>(found - up_to_.begin()), up_to_.size() - 1);
}

}  // namespace bookrent::bench
