#pragma once
// Slower and slower answers to whoever tries passwords. Nobody is locked out: a user who logs in
// from where they have logged in before is counted apart from strangers. In memory only.
#include <cstddef>
#include <string>
#include <unordered_map>

#include "common/clock/instant.hpp"

namespace bookrent::user {

class LoginThrottle {
 public:
  static constexpr int failures_free = 3;                  // before the first wait
  static constexpr clock::Milliseconds wait_first{1'000};  // doubles with each failure
  static constexpr clock::Milliseconds wait_max{60'000};
  static constexpr clock::Milliseconds remembered{15 * 60'000};  // since the last failure
  static constexpr std::size_t names_max = 10'000;
  static constexpr double failures_burst = 100;  // of all strangers together
  static constexpr double failures_a_second = 5;

  /// Whom an attempt is for, and whether it comes from where that user has logged in before.
  struct Attempt {
    std::string name;
    bool from_known_device = false;
  };

  /// How long until this attempt may be made; zero: now.
  clock::Milliseconds wait(const Attempt& attempt, clock::Instant now);
  void failed(const Attempt& attempt, clock::Instant now);
  void succeeded(const Attempt& attempt);

  std::size_t names() const { return failures_.size(); }

 private:
  struct Failures {
    int count = 0;
    clock::Instant last;
    clock::Instant next_attempt;
  };
  static std::string key_of(const Attempt& attempt);
  void make_room(clock::Instant now);
  void refill(clock::Instant now);

  std::unordered_map<std::string, Failures> failures_;
  double left_ = failures_burst;
  clock::Instant refilled_at_{};
};

}  // namespace bookrent::user
