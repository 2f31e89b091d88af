#include "daemons/gateway/routing/allowance.hpp"

#include <algorithm>

namespace bookrent::gateway {

using std::chrono::microseconds;

namespace {

/// All callers are looked through at most so often.
constexpr std::chrono::seconds sweep_interval{1};

}  // namespace

const Rate* Allowance::rate_of(const message::Principal& principal,
                               message::OperationKind kind) const {
  if (principal.role == message::role::guest) return &rates_.guests;
  if (principal.role != message::role::customer) return nullptr;
  return kind == message::OperationKind::command ? &rates_.customer_commands
                                                 : &rates_.customer_queries;
}

clock::Milliseconds Allowance::wait(const message::Principal& principal, const std::string& peer,
                                    message::OperationKind kind, clock::Steady now) {
  const Rate* rate = rate_of(principal, kind);
  if (rate == nullptr || rate->a_second == 0) return clock::Milliseconds{0};
  const bool guest = principal.role == message::role::guest;
  const char* what = kind == message::OperationKind::command ? " commands" : " queries";
  Instant& full_again = place_of(guest ? "guest " + peer : principal.id() + what, now);
  const microseconds each{1'000'000 / rate->a_second};
  const Instant next = std::max<Instant>(full_again, now) + each;
  const microseconds ahead = next - Instant{now} - each * rate->at_once;
  if (ahead > microseconds{0}) return std::chrono::ceil<clock::Milliseconds>(ahead);
  full_again = next;
  return clock::Milliseconds{0};
}

/// Who has all of its allowance back needs no place.
Allowance::Instant& Allowance::place_of(const std::string& caller, Instant now) {
  if (const auto known = full_again_.find(caller); known != full_again_.end()) return known->second;
  if (full_again_.size() >= callers_max && now >= swept_at_ + sweep_interval) {
    std::erase_if(full_again_, [&](const auto& one) { return one.second <= now; });
    swept_at_ = now;
  }
  if (full_again_.size() >= callers_max) return of_all_others_;
  return full_again_[caller];
}

}  // namespace bookrent::gateway
