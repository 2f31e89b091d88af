#pragma once
// How long requests took, by how often: what quantiles are read from, in bounded memory. As in
// HdrHistogram the places for long times are wider, so that the relative error is the same for all.
#include <chrono>
#include <cstdint>
#include <vector>

namespace bookrent::bench {

class Histogram {
 public:
  using Time = std::chrono::nanoseconds;
  /// A quantile is above the true one by one part in so many at most.
  static constexpr int precision = 128;

  /// A negative time counts as none.
  void add(Time time);
  void add(const Histogram& other);

  std::uint64_t count() const { return count_; }
  /// The longest, exactly.
  Time max() const { return max_; }
  /// The least time that at least this share of all, 0 to 1, did not exceed; 0 when there is none.
  Time quantile(double share) const;

 private:
  std::vector<std::uint64_t> places_;  // up to the longest time so far
  std::uint64_t count_ = 0;
  Time max_{0};
};

}  // namespace bookrent::bench
