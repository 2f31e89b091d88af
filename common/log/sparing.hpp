#pragma once
// Lines that strangers can cause at will, such as those of refused logins. So many are written in a
// second that an operator sees what goes on, and so few that nobody fills the disk with them.
#include <cstdint>
#include <optional>

#include "common/clock/clock.hpp"

namespace bookrent::log {

class Sparing {
 public:
  static constexpr int lines_per_second = 10;

  /// Whether one more line may be written at `now`, which never goes back: with how many were left
  /// out since the last one. Nothing: leave it out.
  std::optional<std::int64_t> admit(clock::Steady now);

 private:
  std::optional<clock::Steady> second_;  // when the present one began
  int lines_ = 0;                        // written in it
  std::int64_t left_out_ = 0;
};

}  // namespace bookrent::log
