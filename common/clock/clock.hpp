#pragma once
// The clock as a port: daemons get the system's, tests and the simulator hand in their own.
#include "common/clock/instant.hpp"

namespace bookrent::clock {

/// Time for measuring spans; never jumps. Its zero means nothing.
using Steady = std::chrono::time_point<std::chrono::steady_clock, Milliseconds>;

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  /// Wall-clock time; may jump when the machine's clock is set.
  virtual Instant now() const = 0;
  /// Monotonic time, for deadlines and intervals.
  virtual Steady steady() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
  Steady steady() const override;
};

}  // namespace bookrent::clock
