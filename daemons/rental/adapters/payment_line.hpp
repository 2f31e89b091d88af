#pragma once
// The line to payment with its breaker: what is heard on it goes to the breaker, and what the
// breaker makes of it to the log and to `health`.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/message/message.hpp"
#include "common/metrics/families.hpp"
#include "common/random/random.hpp"
#include "common/turn/effects.hpp"
#include "daemons/rental/adapters/awaiting_table.hpp"
#include "daemons/rental/adapters/breaker.hpp"

namespace bookrent::rental {

class PaymentLine {
 public:
  /// `awaiting` is borrowed and outlives the line; `random` is for the breaker's jitter.
  PaymentLine(const BreakerLimits& limits, AwaitingTable& awaiting, random::Random& random);

  Breaker& breaker() { return breaker_; }

  /// Payment, or the gateway in its place, has replied to a call for this rental.
  void heard(std::int64_t rental_id, const message::Reply& reply, clock::Steady now);
  /// Does what is due by time, and tells of a breaker that has changed.
  void tick(const turn::Effects& effects);
  /// When tick() has something to do next, at the latest.
  clock::Instant wake_at() const;
  /// `{"breaker":{...}}`
  std::string health(const turn::Effects& effects);
  /// The breaker for `metrics`, and what to say of one that is not closed.
  metrics::Families figures(const turn::Effects& effects);
  std::vector<std::string> warnings(const turn::Effects& effects);

 private:
  void count_slow(clock::Steady now);
  void tell() const;

  AwaitingTable& awaiting_;
  Breaker breaker_;
  BreakerState state_ = BreakerState::closed;     // as last told
  std::map<BreakerState, std::int64_t> entered_;  // how often, since the start
  std::optional<clock::Instant> since_;           // nothing: from the start
  clock::Instant ticked_at_;                      // the newest turn, on both clocks
  clock::Steady ticked_steady_;
};

}  // namespace bookrent::rental
