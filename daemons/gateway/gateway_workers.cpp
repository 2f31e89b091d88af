#include <bit>

#include "common/log/log.hpp"
#include "common/probe/probe.hpp"
#include "daemons/gateway/gateway.hpp"
#include "daemons/gateway/identity.hpp"
#include "daemons/gateway/routing/refusals.hpp"

namespace bookrent::gateway {

void Gateway::receive_from_worker(const bus::Parcel& parcel) {
  auto message = message::decode(parcel.parts);
  Worker* worker = registry_.find(parcel.peer);
  if (worker != nullptr) worker->heard_at = now_;
  if (!message) return refuse_worker(parcel.peer, message.error());
  if (auto* ready = std::get_if<message::Ready>(&*message))
    return take_ready(parcel, std::move(*ready));
  if (worker == nullptr) return ask_to_announce(parcel.peer);
  take(*worker, parcel, *std::move(message));
}

void Gateway::take(Worker& worker, const bus::Parcel& parcel, message::Message message) {
  if (auto* reply = std::get_if<message::Reply>(&message))
    reply->id == figures_id ? take_figures(worker, *reply)
                            : router_.answer(worker, std::move(*reply));
  else if (auto* request = std::get_if<message::Request>(&message))
    serve(parcel, std::move(*request), identify_worker(worker.context->name));
  else if (auto* events = std::get_if<message::Events>(&message))
    take_events(worker, parcel, std::move(*events));
  else if (auto* fetch = std::get_if<message::Fetch>(&message))
    serve(parcel, std::move(*fetch), identify_worker(worker.context->name));
  else if (auto* heartbeat = std::get_if<message::Heartbeat>(&message))
    worker.context->state = std::move(*heartbeat);
  else if (std::holds_alternative<message::Drain>(message))
    take_drain(worker);
  else if (std::holds_alternative<message::Bye>(message))
    take_bye(worker);
  else
    refuse_worker(parcel.peer, {"a worker does not send this kind of message", {}});
}

void Gateway::take_ready(const bus::Parcel& parcel, message::Ready ready) {
  const std::string& peer = parcel.peer;
  if (!may_announce(parcel, ready.context)) return;
  Context* context = ready.context == own_name
                         ? nullptr
                         : registry_.announced(ready.context, limits_.contexts_max);
  if (context == nullptr) return refuse_worker(peer, {"nobody may announce this context", {}});
  context->rules = Rules(ready.operations);
  while (const Worker* old = registry_.replaced_by(peer, ready))
    lose(*old, "another has taken its place");
  Worker* worker = registry_.find(peer);
  if (worker == nullptr) {
    worker = &registry_.add(peer, *context, now_);
    log::info("a worker is there", {{"context", ready.context}, {"instance", ready.instance}});
  }
  worker->key = parcel.key;
  worker->instance = std::move(ready.instance);
  worker->store = std::move(ready.store);
  worker->credits = ready.credits;
  worker->draining = false;
  worker->next_heartbeat = now_;  // tells it that it is known
  router_.pump(*context);
}

/// A live hint goes on as it came; a page is the answer to somebody's fetch.
void Gateway::take_events(const Worker& worker, const bus::Parcel& parcel, message::Events events) {
  if (events.source != worker.context->name)
    return refuse_worker(parcel.peer, {"events of another source than the worker's own", {}});
  if (!events.id.empty()) return router_.answer(worker, std::move(events));
  relay_to_links(worker, parcel.parts);
  outbox_.send({bus::Link::events, std::move(events.source), parcel.parts});
}

/// Sent after everything that the worker has got already, so it knows that nothing follows.
void Gateway::take_drain(Worker& worker) {
  worker.draining = true;
  outbox_.send(bus::Link::workers, worker.peer, message::Drain{instance_});
}

void Gateway::take_bye(const Worker& worker) {
  log::info("a worker has left",
            {{"context", worker.context->name}, {"instance", worker.instance}});
  router_.forget(worker);
}

/// No reset for a stranger whose message cannot be read: it would announce itself in the same way
/// at once, for ever. Its next heartbeat brings it one.
void Gateway::refuse_worker(const std::string& peer, const message::Malformed& malformed) {
  const auto count = static_cast<std::uint64_t>(++counters_.workers_malformed);
  if (std::has_single_bit(count))
    log::warn("malformed messages from workers", {{"what", malformed.what}, {"count", count}});
  if (malformed.id.empty()) return;
  refuse({bus::Link::workers, peer, malformed.id}, invalid(malformed.what));
}

void Gateway::ask_to_announce(const std::string& peer) {
  probe::reached("gateway: a worker is unknown");
  if (asked_to_announce_.insert(peer).second)
    outbox_.send(bus::Link::workers, peer, message::Reset{});
}

void Gateway::lose(const Worker& worker, std::string_view why) {
  probe::reached("gateway: a worker is lost");
  log::warn("a worker is lost",
            {{"context", worker.context->name}, {"instance", worker.instance}, {"why", why}});
  router_.forget(worker);
}

}  // namespace bookrent::gateway
