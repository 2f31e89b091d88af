#pragma once
// Zipf's law: of `items` things the one of rank k, from 0, is wanted in proportion to
// 1 / (k + 1)^exponent. With an exponent of 0 all are wanted alike.
#include <cstddef>
#include <vector>

namespace bookrent::bench {

class Zipf {
 public:
  /// `items` is at least 1.
  Zipf(std::size_t items, double exponent);

  /// The rank that belongs to `chance`, which is uniform in [0, 1).
  std::size_t rank(double chance) const;

 private:
  std::vector<double> up_to_;  // the share of all ranks up to this one
};

}  // namespace bookrent::bench
