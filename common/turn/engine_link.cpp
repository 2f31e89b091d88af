#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/log/log.hpp"
#include "common/turn/engine.hpp"

namespace bookrent::turn {

void Engine::connected(bus::Link link) {
  if (link == bus::Link::gateway) announce_ = true;
  for (const auto& subscription : subscriptions_) subscription->ask_again();
}

void Engine::announce() {
  announce_ = false;
  known_to_gateway_ = false;
  send(message::Ready{context_, instance_, log_.epoch(), credits, operations_});
}

void Engine::keep_in_touch() {
  if (announce_ && !draining_) announce();
  watch_sources();
  fetch_missing();
  if (now_ >= next_heartbeat_) heartbeat();
  if (draining_) drain();
}

void Engine::fetch_missing() {
  for (const auto& subscription : subscriptions_)
    if (auto fetch = subscription->fetch_due(now_, fmt::format("{}", ++last_id_))) send(*fetch);
}

void Engine::heartbeat() {
  next_heartbeat_ = now_ + heartbeat_interval;
  if (now_ >= examined_ + audit_kept) examination_.reset();
  watch_database();
  send(state());
  send(log_.hint(log_.head() + 1));
}

message::Heartbeat Engine::state() const {
  message::Heartbeat heartbeat{instance_, healthy(), log_.head(), {}};
  for (const auto& one : subscriptions_)
    heartbeat.positions[one->source()] = {one->epoch(), one->sequence()};
  return heartbeat;
}

bool Engine::ready() {
  return known_to_gateway_ && std::ranges::all_of(subscriptions_, [this](const auto& one) {
           return one->caught_up() || one->stopped() ||
                  (!one->heard() && now_ >= started_ + catch_up_grace);
         });
}

std::int64_t Engine::unread() const {
  std::int64_t events = 0;
  for (const auto& one : subscriptions_)
    if (one->heard() && !one->stopped()) events += one->behind();
  return events;
}

bool Engine::healthy() const {
  return std::ranges::none_of(subscriptions_,
                              [](const auto& one) { return one->stopped().has_value(); });
}

void Engine::stop() {
  if (draining_) return;
  draining_ = true;
  backup_.reset();
  drain_until_ = clock_.steady() + drain_time;
  next_heartbeat_ = clock_.steady();
  announce_ = false;
}

/// Whoever has started this process starts it again.
void Engine::restart(const message::Request& request) {
  log::info("a restart was asked for", {{"actor", request.principal->id()}});
  message::Reply reply;
  reply.body = "{}";
  respond(request.id, std::move(reply));
  stop();
}

/// Asks the gateway to send nothing more, waits for its answer only so long, and takes its leave
/// behind the last replies. Requests that still wait are the gateway's to send again elsewhere.
void Engine::drain() {
  if (!drain_asked_) send(message::Drain{instance_});
  drain_asked_ = true;
  if (done_ || (!last_received_ && now_ < drain_until_)) return;
  send(message::Bye{instance_});
  done_ = true;
}

/// A fault in an event needs a newer program; only lost history is healed by reading anew.
std::string Engine::what_helps(const eventlog::Subscription& source) const {
  return source.rewound()
             ? fmt::format(
                   "; restore the newer database of {}, or if that is lost run `bookrent "
                   "admin rebuild {}`",
                   source.source(), context_)
             : "";
}

std::string Engine::health(const Effects& effects) const {
  nlohmann::ordered_json sources = nlohmann::ordered_json::array();
  for (const auto& one : subscriptions_) {
    nlohmann::ordered_json source{{"source", one->source()},
                                  {"sequence", one->sequence()},
                                  {"behind", one->behind()},
                                  {"caught_up", one->caught_up()}};
    if (one->rewound()) source["rewound"] = true;
    if (one->stopped()) source["stopped"] = *one->stopped() + what_helps(*one);
    sources.push_back(std::move(source));
  }
  nlohmann::ordered_json health{{"context", context_},          {"instance", instance_},
                                {"ready", healthy()},           {"epoch", log_.epoch()},
                                {"head", log_.head()},          {"malformed", malformed_},
                                {"sources", std::move(sources)}};
  health["problems"] = problems();
  health["warnings"] = service_.warnings(effects);
  health.update(nlohmann::ordered_json::parse(service_.health(effects)));
  return health.dump();
}

/// A read model's own tables are all that its database has.
message::Reply Engine::rebuild(const message::Request& request) {
  const auto wanted = nlohmann::json::parse(request.body, nullptr, false);
  const bool undo = wanted.is_object() && wanted.value("undo_lost", nlohmann::json{}) == true;
  const auto projected = service_.projected_sources();
  if (read_model_) {
    start_over_ = true;
  } else {
    service_.forget_projection(undo ? Lost::undone : Lost::kept);
    for (const auto& one : subscriptions_)
      if (std::ranges::count(projected, one->source())) read_anew(*one);
  }
  message::Reply reply;
  reply.outcome = message::Outcome::applied;
  reply.body = nlohmann::json{{"context", context_}, {"sources", projected}}.dump();
  return reply;
}

void Engine::read_anew(eventlog::Subscription& source) {
  source.rewind();
  unread_.insert(source.source());
  log::info("reading a source anew", {{"source", source.source()}});
}

/// Between two turns: who dies before it has still read all, and who dies after it nothing.
/// The turn stands already, and there is nothing to go back to: the next start makes what is
/// missing.
void Engine::start_over() try {
  examination_.reset();
  store_.start_over(log_.identity());
  for (const auto& one : subscriptions_) read_anew(*one);
} catch (const SQLite::Exception& fault) {
  give_up_storage(fault);
}

}  // namespace bookrent::turn
