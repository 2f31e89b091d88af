#include "common/log/sparing.hpp"

#include <utility>

namespace bookrent::log {

std::optional<std::int64_t> Sparing::admit(clock::Steady now) {
  if (!second_ || now >= *second_ + std::chrono::seconds{1}) {
    second_ = now;
    lines_ = 0;
  }
  if (lines_ == lines_per_second) {
    ++left_out_;
    return std::nullopt;
  }
  ++lines_;
  return std::exchange(left_out_, 0);
}

}  // namespace bookrent::log
