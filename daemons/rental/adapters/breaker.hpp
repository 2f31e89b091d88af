#pragma once
// The circuit breaker towards payment: whether a new rental may ask payment now. A value: it reads
// no clock and keeps nothing on disk; a daemon that starts begins with a closed one.
//
//   closed ──► open ──► half_open ──► closed
//                ▲          └───────► open
//
// What counts is the first call for each rental, once: as answered (a decline is an answer), as
// failed, or as slow as soon as it has waited for `slow_after`, so a payment that hangs is noticed
// long before its answers would come. The repeats of a call do not count. What became of a call in
// an earlier state is not counted in a later one.
//
// After Nygard, Release It! (2007), and as resilience4j names the parts.
#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <random>
#include <string_view>
#include <vector>

#include "common/clock/clock.hpp"

namespace bookrent::rental {

struct BreakerLimits {
  clock::Milliseconds slow_after{800};
  std::int64_t calls_min = 20;  // in the window, before their shares mean anything
  std::int64_t failed_percent = 50;
  std::int64_t slow_percent = 60;
  /// How long it stays open at first, and, twice as long each time, while payment does not answer
  /// at all.
  clock::Milliseconds open_first{5'000};
  clock::Milliseconds open_max{60'000};
  std::int64_t probes = 3;            // calls that are let through when it is half open
  std::size_t in_flight_max = 2'048;  // calls without an answer
  clock::Milliseconds soon{1'000};    // for whoever comes while it is full, or is probing
};

enum class BreakerState { closed, open, half_open };
std::string_view word(BreakerState state);

class Breaker {
 public:
  using Time = clock::Steady;

  /// `seed` decides the jitter: how much longer than its limits it stays open, a tenth at most.
  Breaker(const BreakerLimits& limits, std::uint32_t seed) : limits_(limits), chance_(seed) {}

  /// How long until a new call should be tried; nothing when it may be made now.
  std::optional<clock::Milliseconds> refuses(Time now);

  /// A call for this rental is made. One that is in flight already is repeated, which changes
  /// nothing.
  void asked(std::int64_t rental, Time now);
  /// A call that was made before this breaker was there: it is in flight, and does not count.
  void resumed(std::int64_t rental);
  /// Payment has said what became of it: yes or no. The call is over.
  void answered(std::int64_t rental, Time now);
  /// Payment could not say. The call goes on.
  void failed(std::int64_t rental, Time now);

  /// Calls that have just become slow. The caller says for each whether it is there at all: a turn
  /// that was undone has made none.
  std::vector<std::int64_t> take_overdue(Time now);
  void slow(std::int64_t rental, Time now);
  void forget(std::int64_t rental);

  BreakerState state(Time now);
  std::size_t in_flight() const { return calls_.size(); }
  /// When time alone changes something next; Time::max() when it does not.
  Time wake_at() const;

 private:
  struct Call {
    Time made;
    std::uint64_t generation = 0;  // 0: it does not count, or has been counted
  };
  struct Counts {
    std::int64_t all = 0, failed = 0, slow = 0;
  };
  struct Bucket {
    std::int64_t second = -1;
    Counts counts;
  };
  enum class Result { good, failed, slow };

  void move_on(Time now);
  void count(Call& call, Result result, Time now);
  void count_closed(Result result, Time now);
  void count_probe(Result result, Time now);
  Counts recent(Time now) const;
  void open(Time now);
  void close();
  Time half_open_at() const;

  BreakerLimits limits_;
  std::minstd_rand chance_;
  BreakerState state_ = BreakerState::closed;
  std::uint64_t generation_ = 1;  // of the state: counts up with each change
  std::map<std::int64_t, Call> calls_;
  std::deque<std::pair<Time, std::int64_t>> not_yet_slow_;  // may name calls that are over

  std::array<Bucket, 10> window_{};  // closed: of the last 10 seconds

  Time opened_at_{};
  clock::Milliseconds open_for_{0};
  std::int64_t longer_by_permille_ = 0;
  bool answers_ = false;  // open: payment has answered something since

  std::int64_t probes_made_ = 0, probes_good_ = 0, probes_bad_ = 0;  // half open
};

}  // namespace bookrent::rental
