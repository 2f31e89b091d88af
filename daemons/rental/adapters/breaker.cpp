#include "daemons/rental/adapters/breaker.hpp"

#include <algorithm>
#include <utility>

#include "common/probe/probe.hpp"

namespace bookrent::rental {
namespace {

std::int64_t second_of(Breaker::Time time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

std::string_view word(BreakerState state) {
  switch (state) {
    case BreakerState::closed:
      return "closed";
    case BreakerState::open:
      return "open";
    case BreakerState::half_open:
      return "half_open";
  }
  return {};
}

/// Nobody is told to stay away for longer than `open_first`: it may end sooner than it seems.
std::optional<clock::Milliseconds> Breaker::refuses(Time now) {
  move_on(now);
  if (state_ == BreakerState::open) return std::min(half_open_at() - now, limits_.open_first);
  if (state_ == BreakerState::half_open && probes_made_ >= limits_.probes) return limits_.soon;
  if (calls_.size() >= limits_.in_flight_max) return limits_.soon;
  return std::nullopt;
}

void Breaker::asked(std::int64_t rental, Time now) {
  move_on(now);
  if (!calls_.emplace(rental, Call{now, generation_}).second) return;
  not_yet_slow_.emplace_back(now + limits_.slow_after, rental);
  if (state_ == BreakerState::half_open) ++probes_made_;
}

void Breaker::resumed(std::int64_t rental) { calls_.emplace(rental, Call{}); }

void Breaker::answered(std::int64_t rental, Time now) {
  move_on(now);
  const auto found = calls_.find(rental);
  if (found == calls_.end()) return;
  Call call = found->second;
  calls_.erase(found);
  answers_ = true;
  count(call, now >= call.made + limits_.slow_after ? Result::slow : Result::good, now);
}

void Breaker::failed(std::int64_t rental, Time now) {
  move_on(now);
  if (const auto found = calls_.find(rental); found != calls_.end())
    count(found->second, Result::failed, now);
}

std::vector<std::int64_t> Breaker::take_overdue(Time now) {
  std::vector<std::int64_t> overdue;
  while (!not_yet_slow_.empty() && not_yet_slow_.front().first <= now) {
    const auto found = calls_.find(not_yet_slow_.front().second);
    const bool waits = found != calls_.end() && found->second.generation != 0;
    if (waits && found->second.made + limits_.slow_after <= now) overdue.push_back(found->first);
    not_yet_slow_.pop_front();
  }
  return overdue;
}

void Breaker::slow(std::int64_t rental, Time now) {
  move_on(now);
  if (const auto found = calls_.find(rental); found != calls_.end())
    count(found->second, Result::slow, now);
}

void Breaker::forget(std::int64_t rental) {
  const auto found = calls_.find(rental);
  if (found == calls_.end()) return;
  const bool probe = state_ == BreakerState::half_open && found->second.generation == generation_;
  if (probe) --probes_made_;
  calls_.erase(found);
}

BreakerState Breaker::state(Time now) {
  move_on(now);
  return state_;
}

Breaker::Time Breaker::wake_at() const {
  const Time slow_at = not_yet_slow_.empty() ? Time::max() : not_yet_slow_.front().first;
  return state_ == BreakerState::open ? std::min(slow_at, half_open_at()) : slow_at;
}

/// Open for longer than at first only while payment does not answer at all and calls wait for it:
/// then each probe is one more rental that waits, and the first answer to any of them tells that
/// payment is back.
Breaker::Time Breaker::half_open_at() const {
  const bool silent = !answers_ && !calls_.empty();
  const clock::Milliseconds time = silent ? open_for_ : std::min(open_for_, limits_.open_first);
  return opened_at_ + time + time * longer_by_permille_ / 1000;
}

void Breaker::move_on(Time now) {
  if (state_ != BreakerState::open || now < half_open_at()) return;
  if (probe::planted("the breaker stays open")) return;
  state_ = BreakerState::half_open;
  ++generation_;
  probes_made_ = probes_good_ = probes_bad_ = 0;
}

void Breaker::count(Call& call, Result result, Time now) {
  const std::uint64_t generation = std::exchange(call.generation, 0);
  if (generation == 0) return;
  if (generation != generation_) return probe::reached("rental: a result of an earlier generation");
  if (state_ == BreakerState::closed) count_closed(result, now);
  if (state_ == BreakerState::half_open) count_probe(result, now);
}

void Breaker::count_closed(Result result, Time now) {
  const std::int64_t second = second_of(now);
  Bucket& bucket = window_[static_cast<std::size_t>(second) % window_.size()];
  if (bucket.second != second) bucket = {second, {}};
  ++bucket.counts.all;
  if (result == Result::failed) ++bucket.counts.failed;
  if (result == Result::slow) ++bucket.counts.slow;
  const Counts counts = recent(now);
  if (counts.all < limits_.calls_min) return;
  if (counts.failed * 100 >= counts.all * limits_.failed_percent ||
      counts.slow * 100 >= counts.all * limits_.slow_percent)
    open(now);
}

Breaker::Counts Breaker::recent(Time now) const {
  Counts sum;
  for (const auto& [second, counts] : window_) {
    if (second <= second_of(now) - std::ssize(window_)) continue;
    sum.all += counts.all;
    sum.failed += counts.failed;
    sum.slow += counts.slow;
  }
  return sum;
}

/// The majority of the probes decides, as soon as there is one.
void Breaker::count_probe(Result result, Time now) {
  ++(result == Result::good ? probes_good_ : probes_bad_);
  const std::int64_t majority = limits_.probes / 2 + 1;
  if (probes_good_ >= majority) close();
  if (probes_bad_ >= majority) open(now);
}

void Breaker::open(Time now) {
  const bool again = state_ == BreakerState::half_open;
  open_for_ = again ? std::min(open_for_ * 2, limits_.open_max) : limits_.open_first;
  longer_by_permille_ = std::uniform_int_distribution<std::int64_t>{0, 100}(chance_);
  opened_at_ = now;
  answers_ = false;
  state_ = BreakerState::open;
  ++generation_;
}

void Breaker::close() {
  window_.fill({});
  state_ = BreakerState::closed;
  ++generation_;
}

}  // namespace bookrent::rental
