#include "daemons/gateway/gateway.hpp"

#include <algorithm>
#include <utility>

namespace bookrent::gateway {
namespace {

/// Enough of the instance's UUID to tell two gateways apart.
constexpr std::size_t session_size = 8;

/// What a worker on a slow link misses of these, it fetches.
bool is_hint(const message::Parts& parts) {
  const auto message = message::decode(parts);
  const auto* events = message ? std::get_if<message::Events>(&*message) : nullptr;
  return events != nullptr && events->id.empty();
}

}  // namespace

Gateway::Gateway(const GatewayLimits& limits, PublicKeys& keys, const clock::Clock& clock,
                 random::Random& random, AllowedLinks* links, Board* board)
    : limits_(limits),
      clock_(clock),
      instance_(random::uuid(random)),
      own_rules_(own_operations()),
      identity_(keys, clock),
      allowance_(limits_.rates),
      admission_(links, clock, limits.admissions_max),
      router_(limits_, instance_.substr(0, session_size), registry_, outbox_, refusals_),
      board_(board),
      now_(clock.steady()) {}

std::vector<bus::Parcel> Gateway::turn(std::span<const bus::Parcel> arrived) {
  start_turn();
  for (const bus::Parcel& parcel : arrived) {
    if (parcel.link == bus::Link::admission) admit_link(parcel);
    if (!may_speak(parcel)) continue;
    if (parcel.link == bus::Link::clients) receive_from_client(parcel);
    if (parcel.link == bus::Link::workers) receive_from_worker(parcel);
  }
  router_.expire();
  keep_in_touch();
  watch_daemons();
  ready_ = true;
  done_ = stopping_;
  return outbox_.take();
}

void Gateway::adopt(const GatewayLimits& limits) {
  limits_ = limits;
  router_.adopt(limits);
  allowance_.adopt(limits.rates);
}

void Gateway::start_turn() {
  const clock::Milliseconds away = clock_.steady() - now_;
  now_ += away;
  router_.set_time(now_);
  refusals_.set_time(now_);
  asked_to_announce_.clear();
  // A gateway that did not run could hear nobody: that is not the workers' silence.
  if (away < 2 * limits_.heartbeat_interval) return;
  for (auto& [peer, worker] : registry_.workers()) worker.heard_at += away;
}

void Gateway::keep_in_touch() {
  std::vector<std::pair<const Worker*, std::string_view>> gone;
  for (auto& [peer, worker] : registry_.workers()) {
    if (now_ >= worker.heard_at + limits_.worker_gone)
      gone.emplace_back(&worker, "it was silent for too long");
    else if (!worker.key.empty() && admission_.find(worker.key) == nullptr)
      gone.emplace_back(&worker, "its link was removed");
    if (now_ < worker.next_heartbeat) continue;
    outbox_.send(bus::Link::workers, peer, message::Heartbeat{instance_, true, 0, {}});
    worker.next_heartbeat =
        now_ + (worker.in_flight > 0 ? limits_.probe_interval : limits_.heartbeat_interval);
  }
  for (const auto& [worker, why] : gone) lose(*worker, why);
}

clock::Steady Gateway::wake_at() {
  if (!ready_ || stopping_ || !outbox_.empty()) return now_;
  clock::Steady earliest = router_.next_deadline();
  if (board_ != nullptr) earliest = std::min({earliest, next_figures_, next_notice_});
  for (const auto& [peer, worker] : registry_.workers())
    earliest = std::min({earliest, worker.next_heartbeat, worker.heard_at + limits_.worker_gone});
  return earliest;
}

void Gateway::undeliverable(const bus::Parcel& parcel) {
  if (parcel.link != bus::Link::workers || is_hint(parcel.parts)) return;
  if (const Worker* worker = registry_.find(parcel.peer)) lose(*worker, "it cannot be reached");
}

}  // namespace bookrent::gateway
