#pragma once

#include <chrono>

namespace bookrent::cli {

/// How long a daemon that died waits for its next start: not at all the first time, then 100 ms,
/// doubling to 5 s. Ten seconds of health make it the first time again.
class RestartPolicy {
 public:
  static constexpr std::chrono::milliseconds second_delay{100};
  static constexpr std::chrono::milliseconds delay_max{5'000};
  static constexpr std::chrono::milliseconds health_min{10'000};

  /// Counts a death. `healthy_for` is how long the daemon had been ready; 0 if it never was.
  std::chrono::milliseconds delay_after(std::chrono::milliseconds healthy_for);

 private:
  std::chrono::milliseconds next_{0};
};

}  // namespace bookrent::cli
