#include <bit>

#include "common/log/log.hpp"
#include "daemons/gateway/gateway.hpp"

namespace bookrent::gateway {

/// Asks without the queue and the credits of requests: figures must come from a daemon that has
/// more to do than it can.
void Gateway::watch_daemons() {
  if (board_ == nullptr || now_ < next_figures_) return;
  next_figures_ = now_ + figures_interval;
  message::Request request;
  request.id = figures_id;
  request.op = "metrics";
  request.ttl_ms = figures_timeout.count();
  request.principal = identify_worker(own_name);
  for (const std::string& peer : figures_.look(registry_, now_)) {
    request.to = registry_.find(peer)->context->name;
    outbox_.send(bus::Link::workers, peer, request);
  }
  publish();
}

void Gateway::take_figures(const Worker& worker, const message::Reply& reply) {
  const auto taken = figures_.take(worker, reply, now_);
  if (taken || !std::has_single_bit(++bad_figures_)) return;
  log::warn("figures that cannot be read",
            {{"context", worker.context->name}, {"what", taken.error()}});
}

void Gateway::publish() {
  metrics::Exposition exposition;
  exposition.add(gateway_figures(counters_, refusals_.counts(), registry_, router_.pending()),
                 {{"context", std::string{own_name}}, {"instance", instance_}});
  figures_.add_to(exposition, now_);
  board_->put({exposition.text(), figures_.ready(now_), figures_.readiness(now_), now_});
}

}  // namespace bookrent::gateway
