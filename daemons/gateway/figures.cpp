#include "daemons/gateway/figures.hpp"

#include <array>

namespace bookrent::gateway {
namespace {

using metrics::counter;
using metrics::Families;
using metrics::Family;
using metrics::gauge;
using metrics::with;

/// Those that the gateway answers with; there from the start, so that the first one is an increase.
constexpr std::array own_errors = {
    message::ErrorCode::invalid,      message::ErrorCode::unavailable,
    message::ErrorCode::overloaded,   message::ErrorCode::pending,
    message::ErrorCode::rate_limited, message::ErrorCode::unauthenticated,
    message::ErrorCode::forbidden,
};

double number(std::int64_t count) { return static_cast<double>(count); }

Family malformed(const Counters& counters) {
  Family family =
      counter("bookrent_malformed_messages_total", "Messages that could not be read, by sender.");
  metrics::add(family, {{"sender", "client"}}, number(counters.clients_malformed));
  return metrics::add(family, {{"sender", "worker"}}, number(counters.workers_malformed));
}

Families by_context(const Registry& registry) {
  Families families = {
      gauge("bookrent_gateway_queued_requests", "Requests that wait for a daemon of a context."),
      gauge("bookrent_gateway_requests_in_flight", "Requests that a context has to answer.")};
  for (const auto& [name, context] : registry.contexts()) {
    if (!context.announced) continue;  // anybody may name one that is none
    std::int64_t in_flight = 0;
    for (const Worker* worker : context.workers) in_flight += worker->in_flight;
    metrics::add(families[0], {{"target", name}}, static_cast<double>(context.queue.size()));
    metrics::add(families[1], {{"target", name}}, number(in_flight));
  }
  return families;
}

}  // namespace

Families gateway_figures(const Counters& counters,
                         const std::map<message::ErrorCode, std::int64_t>& refused,
                         const Registry& registry, std::size_t pending) {
  Families families = by_context(registry);
  families.push_back(
      with(counter("bookrent_gateway_requests_total", "Requests taken from clients and daemons."),
           number(counters.requests)));
  families.push_back(with(counter("bookrent_gateway_rate_limited_total",
                                  "Requests turned away because their sender asked too fast."),
                          number(counters.rate_limited)));
  families.push_back(with(counter("bookrent_gateway_links_refused_total",
                                  "Links over TCP that may not, or not do what they tried."),
                          number(counters.links_refused)));
  families.push_back(with(gauge("bookrent_gateway_pending_requests",
                                "Requests that wait, or that a daemon has to answer."),
                          static_cast<double>(pending)));
  families.push_back(malformed(counters));
  Family codes = counter("bookrent_gateway_refused_total",
                         "Requests that the gateway has answered with an error, by its code.");
  for (const message::ErrorCode code : own_errors) {
    const auto found = refused.find(code);
    metrics::add(codes, {{"code", std::string{text_of(code)}}},
                 found == refused.end() ? 0 : number(found->second));
  }
  families.push_back(std::move(codes));
  return families;
}

}  // namespace bookrent::gateway
