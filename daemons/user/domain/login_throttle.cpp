#include "daemons/user/domain/login_throttle.hpp"

#include <algorithm>
#include <cmath>

namespace bookrent::user {

using clock::Instant;
using clock::Milliseconds;

std::string LoginThrottle::key_of(const Attempt& attempt) {
  return (attempt.from_known_device ? "device " : "stranger ") + attempt.name;
}

// A clock that was set back must not make anybody wait for longer than a wait can be.
Milliseconds LoginThrottle::wait(const Attempt& attempt, Instant now) {
  refill(now);
  Milliseconds wait{0};
  if (const auto known = failures_.find(key_of(attempt)); known != failures_.end())
    wait = std::clamp(known->second.next_attempt - now, Milliseconds{0}, wait_max);
  if (attempt.from_known_device || left_ >= 1) return wait;
  const Milliseconds for_all{std::llround(std::ceil((1 - left_) / failures_a_second * 1000))};
  return std::max(wait, for_all);
}

void LoginThrottle::failed(const Attempt& attempt, Instant now) {
  refill(now);
  if (!attempt.from_known_device) left_ = std::max(0.0, left_ - 1);
  make_room(now);
  Failures& failures = failures_[key_of(attempt)];
  if (failures.last + remembered <= now) failures.count = 0;
  failures.last = now;
  ++failures.count;
  if (failures.count < failures_free) return;
  const int doublings = std::min(failures.count - failures_free, 16);
  failures.next_attempt = now + std::min(wait_first * (1 << doublings), wait_max);
}

void LoginThrottle::succeeded(const Attempt& attempt) { failures_.erase(key_of(attempt)); }

void LoginThrottle::make_room(Instant now) {
  if (failures_.size() < names_max) return;
  std::erase_if(failures_, [&](const auto& one) { return one.second.last + remembered <= now; });
  // Strangers under many names: what holds them up then is the limit on all of them together.
  if (failures_.size() >= names_max) failures_.clear();
}

void LoginThrottle::refill(Instant now) {
  const auto passed = std::chrono::duration<double>(now - refilled_at_).count();
  refilled_at_ = now;
  if (passed > 0) left_ = std::min(failures_burst, left_ + passed * failures_a_second);
}

}  // namespace bookrent::user
