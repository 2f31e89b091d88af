#pragma once
// How far a reader is behind its source, in time. The times of events are the source's, whose clock
// may be another machine's; so what counts is when this reader has come to know of events.
#include <cstdint>

#include "common/clock/clock.hpp"

namespace bookrent::turn {

class Lag {
 public:
  /// Counts from `now`, when nothing of the source is known.
  explicit Lag(clock::Steady now) : known_at_(now), heard_at_(now) {}

  /// Anything has come from the source.
  void heard(clock::Steady now) { heard_at_ = now; }
  /// Where the reader stands, and where it knows the source to stand; at least once in each turn.
  void look(std::int64_t sequence, std::int64_t head, bool caught_up, clock::Steady now) {
    caught_up_ = caught_up;
    if (known_head_ == INT64_MAX && head > 0) known_head_ = head;
    if (!caught_up && sequence < known_head_) return;
    known_head_ = head;
    known_at_ = now;
  }

  /// How long an event has been known of that is still not applied; 0 when there is none.
  clock::Milliseconds behind_for(clock::Steady now) const {
    return caught_up_ ? clock::Milliseconds{0} : now - known_at_;
  }
  /// Since when nothing has come; it tells each second where it stands.
  clock::Milliseconds silent_for(clock::Steady now) const { return now - heard_at_; }

 private:
  std::int64_t known_head_ = INT64_MAX;  // what was known at known_at_
  clock::Steady known_at_;
  clock::Steady heard_at_;
  bool caught_up_ = false;
};

}  // namespace bookrent::turn
