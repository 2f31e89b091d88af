#include "daemons/gateway/health.hpp"

#include <nlohmann/json.hpp>

namespace bookrent::gateway {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const message::Positions& positions) {
  Json json = Json::object();
  for (const auto& [source, position] : positions)
    json[source] = {{"epoch", position.epoch}, {"sequence", position.sequence}};
  return json;
}

Json json_of(const Context& context) {
  std::int64_t in_flight = 0;
  for (const Worker* worker : context.workers) in_flight += worker->in_flight;
  const bool alive = !context.workers.empty();
  return {{"context", context.name},
          {"alive", alive},
          {"ready", alive && context.state.ready},
          {"instances", context.workers.size()},
          {"in_flight", in_flight},
          {"queued", context.queue.size()},
          {"head", context.state.head},
          {"positions", json_of(context.state.positions)}};
}

}  // namespace

std::vector<message::Operation> own_operations() {
  using enum message::OperationKind;
  return {{"health", query, message::for_everybody()},
          {"whoami", query, message::for_everybody()},
          {"rules", query, message::for_managers("admin")},
          {"restart", query, message::for_managers("admin")}};
}

std::string health(const std::string& instance, const Counters& counters,
                   const Registry& registry) {
  Json contexts = Json::array();
  for (const auto& [name, context] : registry.contexts())
    if (context.announced) contexts.push_back(json_of(context));
  return Json{{"context", own_name},
              {"instance", instance},
              {"contexts", std::move(contexts)},
              {"clients_malformed", counters.clients_malformed},
              {"workers_malformed", counters.workers_malformed},
              {"links_refused", counters.links_refused},
              {"requests", counters.requests},
              {"rate_limited", counters.rate_limited}}
      .dump();
}

}  // namespace bookrent::gateway
