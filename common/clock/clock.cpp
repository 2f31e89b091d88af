#include "common/clock/clock.hpp"

namespace bookrent::clock {

Instant SystemClock::now() const {
  return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

Steady SystemClock::steady() const {
  return std::chrono::floor<Milliseconds>(std::chrono::steady_clock::now());
}

}  // namespace bookrent::clock
