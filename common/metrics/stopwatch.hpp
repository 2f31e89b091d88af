#pragma once
// How long something took, for figures and nothing else: the clock that decisions are made by
// (common/clock/clock.hpp) counts in milliseconds, and a turn is done in fewer than one.
#include <chrono>

namespace bookrent::metrics {

class Stopwatch {
 public:
  /// Seconds since it was made or this was last called.
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> taken = now - since_;
    since_ = now;
    return taken.count();
  }
  /// Seconds since then.
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - since_).count();
  }

 private:
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

}  // namespace bookrent::metrics
