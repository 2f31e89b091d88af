#include "cli/supervisor/restart_policy.hpp"

#include <algorithm>
#include <utility>

namespace bookrent::cli {

std::chrono::milliseconds RestartPolicy::delay_after(std::chrono::milliseconds healthy_for) {
  if (healthy_for >= health_min) next_ = std::chrono::milliseconds{0};
  const auto following = std::clamp(next_ * 2, second_delay, delay_max);
  return std::exchange(next_, following);
}

}  // namespace bookrent::cli
