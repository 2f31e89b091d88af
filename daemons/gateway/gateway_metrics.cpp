#include <bit>

#include "common/log/log.hpp"
#include "daemons/gateway/gateway.hpp"

namespace bookrent::gateway {

/// Answers are there a moment after the questions, so what is shown is fresh.
void Gateway::watch_daemons() {
  if (board_ == nullptr) return;
  if (now_ >= next_figures_) ask_for_figures();
  if (now_ >= next_notice_) publish();
}

/// Past the queue and the credits of requests: figures must come from a daemon that has more to do
/// than it can.
void Gateway::ask_for_figures() {
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
}

void Gateway::take_figures(const Worker& worker, const message::Reply& reply) {
  const auto taken = figures_.take(worker, reply, now_);
  if (taken || !std::has_single_bit(++bad_figures_)) return;
  log::warn("figures that cannot be read",
            {{"context", worker.context->name}, {"what", taken.error()}});
}

void Gateway::publish() {
  next_notice_ = next_figures_ - figures_interval + answers_wait;
  if (next_notice_ <= now_) next_notice_ += figures_interval;
  figures_.see(registry_, now_);
  const metrics::Families own =
      gateway_figures(counters_, refusals_.counts(), registry_, router_.pending());
  metrics::Exposition exposition;
  exposition.add(own, {{"context", std::string{own_name}}, {"instance", instance_}});
  figures_.add_to(exposition, now_);
  board_->put({exposition.text(), figures_.ready(now_), figures_.readiness(now_),
               figures_for_the_page(own), now_});
}

std::string Gateway::figures_for_the_page(const metrics::Families& own) {
  Flow done = figures_.take_done();
  Flow own_flow = flow_of(std::string{own_name}, own);
  done += since(own_flow_, own_flow);
  own_flow_ = std::move(own_flow);
  const std::vector<ShownDaemon> daemons = figures_.shown(now_);
  history_.add(done, worst_lag(daemons), now_, clock_.now());
  return page_figures(daemons, own, history_);
}

}  // namespace bookrent::gateway
