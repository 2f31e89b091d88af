#include "daemons/gateway/routing/router.hpp"

#include <algorithm>

#include "common/log/log.hpp"
#include "common/probe/probe.hpp"
#include "daemons/gateway/routing/refusals.hpp"

namespace bookrent::gateway {
namespace {

const std::string& context_of(const message::Message& message) {
  if (const auto* fetch = std::get_if<message::Fetch>(&message)) return fetch->source;
  return std::get<message::Request>(message).to;
}

clock::Milliseconds ttl_of(const message::Message& message, const GatewayLimits& limits) {
  const auto* fetch = std::get_if<message::Fetch>(&message);
  const auto ttl_ms = fetch ? fetch->ttl_ms : std::get<message::Request>(message).ttl_ms;
  if (ttl_ms == 0) return limits.ttl_default;
  return std::min(clock::Milliseconds{ttl_ms}, limits.ttl_max);
}

void address(message::Message& message, std::string id, clock::Milliseconds ttl) {
  const auto set = [&](auto& asked) {
    asked.id = std::move(id);
    asked.ttl_ms = ttl.count();
  };
  if (auto* fetch = std::get_if<message::Fetch>(&message)) return set(*fetch);
  set(std::get<message::Request>(message));
}

/// For who follows one request through the daemons; nothing unless the log is that fine.
void trace(std::string_view what, const Pending& pending) {
  const auto* request = std::get_if<message::Request>(&pending.message);
  if (request == nullptr || !log::enabled(log::Level::debug)) return;
  log::debug(
      what,
      {{"op", request->op}, {"to", request->to}, {"trace", log::trace_of(request->traceparent)}});
}

}  // namespace

Router::Router(const GatewayLimits& limits, std::string session, Registry& registry, Outbox& outbox,
               RefusalLog& refusals)
    : limits_(limits),
      session_(std::move(session)),
      registry_(registry),
      outbox_(outbox),
      refusals_(refusals) {}

void Router::take(Sender sender, message::Message message, std::size_t bytes) {
  Context& context = registry_.context(context_of(message));
  auto error = refusal(context, message);
  if (!error && !has_room(context, bytes)) {
    probe::reached("gateway: a queue is full");
    error = overloaded(context.name);
  }
  if (error) {
    refuse(sender, *std::move(error));
    return registry_.forget_if_idle(context);
  }
  Worker* worker = context.queue.empty() ? context.least_busy() : nullptr;
  const clock::Steady deadline = now_ + ttl_of(message, limits_);
  Pending& pending =
      pending_.add({std::move(sender), std::move(message), bytes, &context, deadline});
  if (worker != nullptr) return send(pending, *worker);
  probe::reached("gateway: a request waits for a worker");
  context.queue.insert(pending.ticket);
}

bool Router::has_room(const Context& context, std::size_t bytes) const {
  return context.queue.size() < limits_.queue_max && pending_.size() < limits_.pending_max &&
         pending_.bytes() + bytes <= limits_.pending_bytes_max;
}

/// A context that nobody has announced has no rules yet: what is sent to it is judged later.
std::optional<message::Error> Router::refusal(const Context& context,
                                              const message::Message& message) {
  const auto* fetch = std::get_if<message::Fetch>(&message);
  if (fetch == nullptr && !context.announced) return std::nullopt;
  auto error = fetch != nullptr ? gateway::refusal(*fetch)
                                : context.rules.refusal(std::get<message::Request>(message));
  if (error) refusals_.refused(message, *error);
  return error;
}

void Router::refuse(const Sender& sender, message::Error error) {
  refusals_.count(error.code);
  outbox_.send(sender.link, sender.peer, message::error_reply(sender.id, std::move(error)));
}

void Router::refuse(const Pending& pending, message::Error error) {
  refuse(pending.sender, std::move(error));
  pending_.erase(pending);
}

void Router::send(Pending& pending, Worker& worker) {
  ++pending.attempts;
  address(pending.message, text_of({pending.ticket, pending.attempts}, session_),
          pending.deadline - now_);
  bus::Parcel parcel{bus::Link::workers, worker.peer, message::encode(pending.message)};
  if (parcel.parts[1].size() > message::header_bytes_max)
    return refuse(pending, invalid("the header is too large"));
  pending.worker = &worker;
  ++worker.in_flight;
  worker.next_heartbeat = std::min(worker.next_heartbeat, now_ + limits_.probe_interval);
  trace("passed on", pending);
  outbox_.send(std::move(parcel));
}

void Router::pump(Context& context) {
  while (!context.queue.empty()) {
    Worker* worker = context.least_busy();
    if (worker == nullptr) return;
    Pending& pending = *pending_.find(*context.queue.begin());
    context.queue.erase(context.queue.begin());
    if (pending.deadline <= now_)
      time_out(pending);
    else if (auto error = refusal(context, pending.message))
      refuse(pending, *std::move(error));
    else
      send(pending, *worker);
  }
}

void Router::answer(const Worker& worker, message::Reply reply) {
  deliver(worker, std::move(reply), false);
}

void Router::answer(const Worker& worker, message::Events page) {
  deliver(worker, std::move(page), true);
}

template <class Answer>
void Router::deliver(const Worker& worker, Answer answer, bool is_page) {
  const auto id = attempt_id(answer.id, session_);
  Pending* pending = id ? pending_.find(id->ticket) : nullptr;
  if (pending == nullptr || pending->worker != &worker || pending->attempts != id->attempt) return;
  if (pending->given_up) probe::reached("gateway: an answer comes too late");
  if (!pending->given_up) {
    if (pending->is_fetch() != is_page) return;
    answer.id = std::move(pending->sender.id);
    trace("answered", *pending);
    outbox_.send(pending->sender.link, std::move(pending->sender.peer), std::move(answer));
  }
  finish(*pending);
}

void Router::forget(const Worker& worker) {
  Context& context = *worker.context;
  for (const Ticket ticket : pending_.with(worker)) {
    Pending& pending = *pending_.find(ticket);
    pending.worker = nullptr;
    probe::reached("gateway: a request goes out again");
    if (pending.given_up || probe::planted("queue forgets on reconnect"))
      pending_.erase(pending);
    else
      context.queue.insert(ticket);
  }
  registry_.remove(worker);
  pump(context);
}

void Router::expire() {
  while (Pending* pending = pending_.overdue(now_)) time_out(*pending);
}

void Router::time_out(Pending& pending) {
  if (pending.given_up) return finish(pending);
  probe::reached(pending.worker != nullptr ? "gateway: no answer in time"
                                           : "gateway: nobody there in time");
  tell_time_is_up(pending);
  if (pending.worker != nullptr) return pending_.give_up(pending, now_ + limits_.late_reply);
  Context& context = *pending.context;
  context.queue.erase(pending.ticket);
  pending_.erase(pending);
  registry_.forget_if_idle(context);
}

void Router::tell_time_is_up(const Pending& pending) {
  if (pending.is_fetch()) return;
  const auto& [link, peer, id] = pending.sender;
  const std::string& name = pending.context->name;
  const auto tell = [&](const message::Reply& reply) {
    refusals_.count(reply.error->code);
    outbox_.send(link, peer, reply);
  };
  if (pending.attempts == 0) return tell(not_reachable(id, name));
  const bool is_query =
      pending.context->rules.is_query(std::get<message::Request>(pending.message).op);
  tell(is_query ? no_answer(id, name) : no_outcome(id, name));
}

/// Its worker is done with it and can take the next.
void Router::finish(const Pending& pending) {
  Context& context = *pending.context;
  --pending.worker->in_flight;
  pending_.erase(pending);
  pump(context);
}

}  // namespace bookrent::gateway
