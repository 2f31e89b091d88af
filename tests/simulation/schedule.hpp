#pragma once
// Simulated time, and what happens in it.
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "common/clock/clock.hpp"

namespace bookrent::simulation {

/// Microseconds since the run began.
using Time = std::int64_t;
inline constexpr Time millisecond = 1'000;
inline constexpr Time second = 1'000 * millisecond;

class Schedule {
 public:
  Time now() const { return now_; }

  /// Does `what` at `time`, or now if that is past; of what is due at the same time, the first one
  /// that was asked for first.
  void at(Time time, std::function<void()> what) {
    entries_.push({std::max(time, now_), ++order_, std::move(what)});
  }
  /// Does the next thing that is due, if it is due by `until`.
  bool step(Time until) {
    if (entries_.empty() || entries_.top().time > until) return false;
    const Entry entry = entries_.top();
    entries_.pop();
    now_ = entry.time;
    entry.what();
    return true;
  }
  void run_until(Time until) {
    while (step(until)) {
    }
    now_ = std::max(now_, until);
  }

 private:
  struct Entry {
    Time time;
    std::uint64_t order;
    std::function<void()> what;
    bool operator<(const Entry& other) const {
      return std::pair{time, order} > std::pair{other.time, other.order};
    }
  };
  std::priority_queue<Entry> entries_;
  Time now_ = 0;
  std::uint64_t order_ = 0;
};

/// One process's clock: the wall clock may be set, the other one never jumps.
class SimulatedClock final : public clock::Clock {
 public:
  explicit SimulatedClock(const Schedule& schedule) : schedule_(schedule) {}
  clock::Instant now() const override { return start_ + elapsed() + offset_; }
  clock::Steady steady() const override { return clock::Steady{std::chrono::hours{1}} + elapsed(); }
  void jump(clock::Milliseconds by) { offset_ += by; }

 private:
  clock::Milliseconds elapsed() const { return clock::Milliseconds{schedule_.now() / millisecond}; }
  const Schedule& schedule_;
  const clock::Instant start_ = *clock::parse_rfc3339("2026-12-01T00:00:00Z");
  clock::Milliseconds offset_{0};
};

}  // namespace bookrent::simulation
