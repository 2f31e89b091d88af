#include "daemons/gateway/dashboard/dashboard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemons/gateway/dashboard/lookup.hpp"
#include "daemons/gateway/dashboard/rounded.hpp"

namespace bookrent::gateway {
namespace {

using Json = nlohmann::ordered_json;

const char* word(Health health) {
  switch (health) {
    case Health::well:
      return "well";
    case Health::warned:
      return "warned";
    case Health::silent:
      return "silent";
    case Health::unready:
      return "unready";
    case Health::gone:
      return "gone";
  }
  return "";
}

struct Reader {
  double events = 0, seconds = 0, silence = 0;
  bool stopped = false;
};

/// By source.
std::map<std::string, Reader> readers_of(const metrics::Families& families) {
  std::map<std::string, Reader> readers;
  const auto take = [&](const char* name, auto put) {
    each(families, name, [&](const Metric& metric) {
      put(readers[std::string{label(metric, "source")}], metric.gauge.value);
    });
  };
  take("bookrent_source_lag_events", [](Reader& reader, double v) { reader.events = v; });
  take("bookrent_source_lag_seconds", [](Reader& reader, double v) { reader.seconds = v; });
  take("bookrent_source_silence_seconds", [](Reader& reader, double v) { reader.silence = v; });
  take("bookrent_source_stopped", [](Reader& reader, double v) { reader.stopped = v > 0; });
  return readers;
}

Json json_of(const std::map<std::string, Reader>& readers) {
  Json json = Json::array();
  for (const auto& [source, reader] : readers)
    json.push_back({{"source", source},
                    {"lag_events", reader.events},
                    {"lag_seconds", rounded(reader.seconds)},
                    {"silence_seconds", rounded(reader.silence)},
                    {"stopped", reader.stopped}});
  return json;
}

Json number(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }

/// Of the gauge `name` of the gateway, which has one value for each context.
double of_target(const metrics::Families& own, std::string_view name, const std::string& context) {
  double found = 0;
  each(own, name, [&](const Metric& metric) {
    if (label(metric, "target") == context) found = metric.gauge.value;
  });
  return found;
}

Json json_of(const ShownDaemon& daemon, const metrics::Families& own,
             const std::map<std::string, double>& requests) {
  static const metrics::Families nothing;
  const metrics::Families& families = daemon.families ? *daemon.families : nothing;
  const auto asked = requests.find(daemon.context);
  return {{"context", daemon.context},
          {"health", word(daemon.health)},
          {"silent_seconds", rounded(std::chrono::duration<double>(daemon.silent).count())},
          {"problems", daemon.problems},
          {"warnings", daemon.warnings},
          {"requests", asked == requests.end() ? 0 : rounded(asked->second)},
          {"in_flight", of_target(own, "bookrent_gateway_requests_in_flight", daemon.context)},
          {"queued", of_target(own, "bookrent_gateway_queued_requests", daemon.context)},
          {"started_at", number(gauge_of(families, "bookrent_start_time_seconds"))},
          {"events", number(gauge_of(families, "bookrent_log_head_events"))},
          {"database_bytes", number(gauge_of(families, "bookrent_database_size_bytes"))},
          {"wal_bytes", number(gauge_of(families, "bookrent_wal_size_bytes"))},
          {"free_bytes", number(gauge_of(families, "bookrent_database_free_bytes"))},
          {"reads", json_of(readers_of(families))}};
}

/// Null where rental was never there. `known` is false where what is known is old.
Json breaker_of(const std::vector<ShownDaemon>& daemons) {
  Json breaker;
  for (const ShownDaemon& daemon : daemons) {
    if (daemon.families == nullptr) continue;
    each(*daemon.families, "bookrent_breaker_state", [&](const Metric& metric) {
      if (metric.gauge.value > 0)
        breaker = {
            {"state", label(metric, "state")},
            {"calls", number(gauge_of(*daemon.families, "bookrent_breaker_calls_in_flight"))},
            {"known", daemon.health < Health::silent || daemon.silent.count() == 0}};
    });
  }
  return breaker;
}

Json rentals_of(const std::vector<ShownDaemon>& daemons) {
  Json rentals = Json::object();
  for (const ShownDaemon& daemon : daemons)
    if (daemon.families != nullptr)
      each(*daemon.families, "bookrent_rentals", [&](const Metric& metric) {
        rentals[std::string{label(metric, "state")}] = metric.gauge.value;
      });
  return rentals;
}

/// Faults, or refusals, that were met in the time that the history tells of.
Json answers_of(const std::array<double, error_codes>& errors, bool faults) {
  Json json = Json::object();
  for (std::size_t at = 0; at < error_codes; ++at) {
    const auto code = static_cast<message::ErrorCode>(at);
    if (errors[at] > 0 && message::is_fault(code) == faults)
      json[std::string{text_of(code)}] = errors[at];
  }
  return json;
}

Json json_of(const Sample& sample) {
  return {{"rented", rounded(sample.rented)},
          {"cancelled", rounded(sample.cancelled)},
          {"returned", rounded(sample.returned)},
          {"failed", rounded(sample.failed)},
          {"refused", rounded(sample.refused)},
          {"rent_p50_ms", milliseconds(sample.rent_p50)},
          {"rent_p99_ms", milliseconds(sample.rent_p99)},
          {"all_p50_ms", milliseconds(sample.all_p50)},
          {"all_p99_ms", milliseconds(sample.all_p99)},
          {"lag_events", sample.lag.events},
          {"lag_seconds", rounded(sample.lag.seconds)}};
}

Json gateway_of(const metrics::Families& own, const std::map<std::string, double>& requests) {
  const auto found = requests.find("gateway");
  return {{"requests", found == requests.end() ? 0 : rounded(found->second)},
          {"pending", number(gauge_of(own, "bookrent_gateway_pending_requests"))}};
}

}  // namespace

Lag worst_lag(const std::vector<ShownDaemon>& daemons) {
  Lag worst;
  for (const ShownDaemon& daemon : daemons) {
    if (daemon.families == nullptr || daemon.health == Health::gone) continue;
    for (const auto& [source, reader] : readers_of(*daemon.families)) {
      worst.events = std::max(worst.events, reader.events);
      worst.seconds = std::max(worst.seconds, reader.seconds);
    }
  }
  return worst;
}

std::string page_figures(const std::vector<ShownDaemon>& daemons, const metrics::Families& own,
                         const History& history) {
  const std::map<std::string, double> requests = history.requests();
  Json shown = Json::array();
  for (const ShownDaemon& daemon : daemons) shown.push_back(json_of(daemon, own, requests));
  const Json now{{"at_ms", history.newest().end.time_since_epoch().count()},
                 {"gateway", gateway_of(own, requests)},
                 {"daemons", std::move(shown)},
                 {"breaker", breaker_of(daemons)},
                 {"rentals", rentals_of(daemons)},
                 {"errors", answers_of(history.errors(), true)},
                 {"refusals", answers_of(history.errors(), false)},
                 {"recent", json_of(history.newest())}};
  // The history changes once in some seconds only, and is text already.
  return fmt::format(R"({{"now":{},"history":{}}})",
                     now.dump(-1, ' ', false, Json::error_handler_t::replace), history.json());
}

}  // namespace bookrent::gateway
