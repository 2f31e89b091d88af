#include "common/turn/holds.hpp"

namespace bookrent::turn {

void Waiters::add(Waiter waiter) {
  const std::string id = waiter.request_id;
  by_time_.emplace(waiter.until, id);
  Key key{waiter.principal, waiter.key};
  by_request_.insert_or_assign(id, by_key_.emplace(std::move(key), std::move(waiter)));
}

std::vector<Waiters::Waiter> Waiters::take(const std::string& principal, const std::string& key) {
  std::vector<Waiter> taken;
  const auto [first, last] = by_key_.equal_range({principal, key});
  for (auto at = first; at != last; ++at) {
    by_request_.erase(at->second.request_id);
    taken.push_back(std::move(at->second));
  }
  by_key_.erase(first, last);
  return taken;
}

std::optional<Waiters::Waiter> Waiters::take_request(const std::string& request_id) {
  const auto found = by_request_.find(request_id);
  if (found == by_request_.end()) return std::nullopt;
  std::optional<Waiter> taken{std::move(found->second->second)};
  by_key_.erase(found->second);
  by_request_.erase(found);
  return taken;
}

std::vector<Waiters::Waiter> Waiters::take_expired(clock::Steady now) {
  std::vector<Waiter> taken;
  while (!by_time_.empty() && by_time_.begin()->first <= now) {
    if (auto waiter = take_request(by_time_.begin()->second)) taken.push_back(*std::move(waiter));
    by_time_.erase(by_time_.begin());
  }
  return taken;
}

clock::Steady Waiters::wake_at() const {
  return by_time_.empty() ? clock::Steady::max() : by_time_.begin()->first;
}

clock::Steady Holds::wake_at() const {
  clock::Steady earliest = clock::Steady::max();
  for (const Held& held : held_) earliest = std::min(earliest, held.until);
  return earliest;
}

}  // namespace bookrent::turn
