#pragma once
// Tells the log when somebody sets the clock of the machine: what is due by the calendar, such as
// the end of a login, then comes early or late, and whoever looks for the reason finds it there.
#include "common/clock/clock.hpp"

namespace bookrent::daemon {

/// A leap that is smaller is a clock being kept right.
inline constexpr clock::Milliseconds leap_min{5'000};

class ClockWatch {
 public:
  explicit ClockWatch(const clock::Clock& clock);
  /// Once a turn. Returns how far the clock was set since the last look, back being negative, and
  /// has told the log; zero: it goes as it should.
  clock::Milliseconds look();

 private:
  const clock::Clock& clock_;
  clock::Instant wall_;
  clock::Steady steady_;
};

}  // namespace bookrent::daemon
