#pragma once
// When the requests of an open loop are meant to begin: at a steady rate, however late the answers
// are. What is measured from then on leaves nothing out that a slow answer has held up (coordinated
// omission).
#include <chrono>
#include <cstdint>

namespace bookrent::bench {

using Moment = std::chrono::steady_clock::time_point;

class Pace {
 public:
  /// `rate` a second, at least 1.
  Pace(std::int64_t rate, Moment begun) : rate_(rate), begun_(begun) {}

  /// When request `number`, from 0, is meant to begin.
  Moment due(std::int64_t number) const {
    // Seconds and the rest apart, so that nothing overflows and nothing drifts.
    return begun_ + std::chrono::seconds{number / rate_} +
           std::chrono::nanoseconds{number % rate_ * 1'000'000'000 / rate_};
  }

 private:
  std::int64_t rate_;
  Moment begun_;
};

}  // namespace bookrent::bench
