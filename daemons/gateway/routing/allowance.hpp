#pragma once
// How fast each caller may ask. Of every caller one instant is kept: when what it was allowed will
// be all there again (the generic cell rate algorithm, ITU-T I.371; a token bucket by another
// name).
#include <cstddef>
#include <string>
#include <unordered_map>

#include "common/clock/clock.hpp"
#include "common/message/message.hpp"

namespace bookrent::gateway {

/// So many in a second, and so many at once. None: 0 a second.
struct Rate {
  std::int64_t a_second = 0;
  std::int64_t at_once = 0;
};

/// The rate of a setting: ten seconds' worth may come at once.
inline Rate rate_of(std::int64_t a_second) { return {a_second, 10 * a_second}; }

/// The rates by who asks and for what. Managers, accounts and daemons have none.
struct Rates {
  Rate customer_commands{20, 200};
  Rate customer_queries{100, 1'000};
  Rate guests{20, 100};  // for each connection, since nobody knows who it is
};

class Allowance {
 public:
  /// Callers that are kept in mind; more share one allowance, whoever they are.
  static constexpr std::size_t callers_max = 100'000;

  explicit Allowance(const Rates& rates) : rates_(rates) {}

  /// How long `principal`, who asks from `peer`, has to wait before it may ask; zero: it may now,
  /// and this counts.
  clock::Milliseconds wait(const message::Principal& principal, const std::string& peer,
                           message::OperationKind kind, clock::Steady now);

  /// From now on; what a caller has used up stays used up.
  void adopt(const Rates& rates) { rates_ = rates; }

  std::size_t callers() const { return full_again_.size(); }

 private:
  using Instant = std::chrono::time_point<std::chrono::steady_clock, std::chrono::microseconds>;
  const Rate* rate_of(const message::Principal& principal, message::OperationKind kind) const;
  Instant& place_of(const std::string& caller, Instant now);

  Rates rates_;
  std::unordered_map<std::string, Instant> full_again_;
  Instant of_all_others_{};
  Instant swept_at_{};
};

}  // namespace bookrent::gateway
