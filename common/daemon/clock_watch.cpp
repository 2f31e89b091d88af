#include "common/daemon/clock_watch.hpp"

#include "common/log/log.hpp"

namespace bookrent::daemon {

ClockWatch::ClockWatch(const clock::Clock& clock)
    : clock_(clock), wall_(clock.now()), steady_(clock.steady()) {}

clock::Milliseconds ClockWatch::look() {
  const auto wall = clock_.now();
  const auto steady = clock_.steady();
  const clock::Milliseconds leap = (wall - wall_) - (steady - steady_);
  wall_ = wall;
  steady_ = steady;
  if (leap > -leap_min && leap < leap_min) return clock::Milliseconds{0};
  log::warn(
      leap.count() < 0 ? "the clock was set back" : "the clock was set forward",
      {{"seconds", std::chrono::round<std::chrono::seconds>(std::chrono::abs(leap)).count()}});
  return leap;
}

}  // namespace bookrent::daemon
