#include "daemons/gateway/dashboard/flow.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "daemons/gateway/dashboard/lookup.hpp"

namespace bookrent::gateway {
namespace {

Durations durations_of(const Metric::Histogram& histogram) {
  Durations durations;
  double below = 0;
  for (const auto& bucket : histogram.bucket) {
    if (std::isinf(bucket.upper_bound)) continue;
    const auto cumulative = static_cast<double>(bucket.cumulative_count);
    durations.bounds.push_back(bucket.upper_bound);
    durations.counts.push_back(cumulative - below);
    below = cumulative;
  }
  durations.counts.push_back(static_cast<double>(histogram.sample_count) - below);
  return durations;
}

/// Those with other bounds cannot be added, and are left out.
void add(Durations& all, const Durations& more) {
  if (all.counts.empty())
    all = more;
  else if (all.bounds == more.bounds)
    std::ranges::transform(all.counts, more.counts, all.counts.begin(), std::plus{});
}

/// A count that fell belongs to something else than before: all of it is new.
double grown(double before, double now) { return now < before ? now : now - before; }

Durations since(const Durations& before, const Durations& now) {
  if (before.bounds != now.bounds) return now;
  Durations fresh = now;
  std::ranges::transform(before.counts, now.counts, fresh.counts.begin(), &grown);
  return fresh;
}

void count_error(Flow& flow, std::string_view word, double count) {
  if (const auto code = message::error_code(word))
    flow.errors[static_cast<std::size_t>(*code)] += count;
}

void count_rental(Flow& flow, std::string_view operation, double count) {
  if (operation == "rent") flow.rented += count;
  if (operation == "cancel") flow.cancelled += count;
  if (operation == "return") flow.returned += count;
}

}  // namespace

std::optional<double> Durations::quantile(double share) const {
  const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
  if (all <= 0 || bounds.empty()) return std::nullopt;
  const double wanted = share * all;
  double below = 0;
  for (std::size_t at = 0; at < bounds.size(); ++at) {
    if (below + counts[at] >= wanted && counts[at] > 0) {
      const double from = at == 0 ? 0 : bounds[at - 1];
      return from + (bounds[at] - from) * (wanted - below) / counts[at];
    }
    below += counts[at];
  }
  return bounds.back();
}

Flow& Flow::operator+=(const Flow& more) {
  rented += more.rented;
  cancelled += more.cancelled;
  returned += more.returned;
  for (const auto& [context, count] : more.requests) requests[context] += count;
  std::ranges::transform(errors, more.errors, errors.begin(), std::plus{});
  add(rents, more.rents);
  add(all, more.all);
  return *this;
}

Flow flow_of(const std::string& context, const metrics::Families& families) {
  Flow flow;
  each(families, "bookrent_requests_total", [&](const Metric& metric) {
    const double count = metric.counter.value;
    flow.requests[context] += count;
    const std::string_view outcome = label(metric, "outcome");
    if (outcome != "ok")
      count_error(flow, outcome, count);
    else if (context == "rental")
      count_rental(flow, label(metric, "operation"), count);
  });
  each(families, "bookrent_gateway_requests_total",
       [&](const Metric& metric) { flow.requests[context] += metric.counter.value; });
  each(families, "bookrent_gateway_refused_total", [&](const Metric& metric) {
    count_error(flow, label(metric, "code"), metric.counter.value);
  });
  each(families, "bookrent_request_duration_seconds", [&](const Metric& metric) {
    const Durations durations = durations_of(metric.histogram);
    add(flow.all, durations);
    if (context == "rental" && label(metric, "operation") == "rent") add(flow.rents, durations);
  });
  return flow;
}

Flow since(const Flow& before, const Flow& now) {
  Flow fresh;
  fresh.rented = grown(before.rented, now.rented);
  fresh.cancelled = grown(before.cancelled, now.cancelled);
  fresh.returned = grown(before.returned, now.returned);
  for (const auto& [context, count] : now.requests) {
    const auto found = before.requests.find(context);
    fresh.requests[context] = found == before.requests.end() ? count : grown(found->second, count);
  }
  std::ranges::transform(before.errors, now.errors, fresh.errors.begin(), &grown);
  fresh.rents = since(before.rents, now.rents);
  fresh.all = since(before.all, now.all);
  return fresh;
}

}  // namespace bookrent::gateway
