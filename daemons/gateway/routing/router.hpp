#pragma once
// Brings each request to a worker of its context and the answer back to its sender. Requests wait
// in order while no worker can take them, go out again when their worker is lost, and get the
// gateway's own answer when their time is up.
#include <string>

#include "daemons/gateway/routing/limits.hpp"
#include "daemons/gateway/routing/outbox.hpp"
#include "daemons/gateway/routing/pending.hpp"
#include "daemons/gateway/routing/refusal_log.hpp"
#include "daemons/gateway/routing/registry.hpp"

namespace bookrent::gateway {

class Router {
 public:
  /// All three are borrowed and outlive the router. `session` tells the ids of this gateway from
  /// those of one before it.
  Router(const GatewayLimits& limits, std::string session, Registry& registry, Outbox& outbox,
         RefusalLog& refusals);

  /// The time from which deadlines are counted, until the next call.
  void set_time(clock::Steady now) { now_ = now; }

  void adopt(const GatewayLimits& limits) { limits_ = limits; }

  /// Takes a Request or Fetch that carries its principal; `bytes` is the size of its frames.
  void take(Sender sender, message::Message message, std::size_t bytes);
  /// Takes an answer from the worker that has the request. Anything else is ignored.
  void answer(const Worker& worker, message::Reply reply);
  void answer(const Worker& worker, message::Events page);

  /// Sends what waits for `context`, as far as its workers take it.
  void pump(Context& context);
  /// The worker is gone: what it had waits again, in its old order, and goes to another.
  void forget(const Worker& worker);
  /// Answers everything whose time is up.
  void expire();

  clock::Steady next_deadline() const { return pending_.next_deadline(); }
  std::size_t pending() const { return pending_.size(); }

 private:
  template <class Answer>
  void deliver(const Worker& worker, Answer answer, bool is_page);
  bool has_room(const Context& context, std::size_t bytes) const;
  std::optional<message::Error> refusal(const Context& context, const message::Message& message);
  void refuse(const Sender& sender, message::Error error);
  void refuse(const Pending& pending, message::Error error);
  void send(Pending& pending, Worker& worker);
  void time_out(Pending& pending);
  void tell_time_is_up(const Pending& pending);
  void finish(const Pending& pending);

  GatewayLimits limits_;
  const std::string session_;
  Registry& registry_;
  Outbox& outbox_;
  RefusalLog& refusals_;
  PendingRequests pending_;
  clock::Steady now_;
};

}  // namespace bookrent::gateway
