#include "daemons/gateway/dashboard/history.hpp"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "daemons/gateway/dashboard/rounded.hpp"

namespace bookrent::gateway {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::duration;

Json row(const Sample& sample) {
  return {sample.end.time_since_epoch().count(),
          rounded(sample.rented),
          rounded(sample.cancelled),
          rounded(sample.returned),
          rounded(sample.failed),
          rounded(sample.refused),
          milliseconds(sample.rent_p50),
          milliseconds(sample.rent_p99),
          milliseconds(sample.all_p50),
          milliseconds(sample.all_p99),
          rounded(sample.lag.events),
          rounded(sample.lag.seconds)};
}

/// In the order of a row.
constexpr std::array columns = {"at_ms",      "rented",     "cancelled",   "returned",
                                "failed",     "refused",    "rent_p50_ms", "rent_p99_ms",
                                "all_p50_ms", "all_p99_ms", "lag_events",  "lag_seconds"};

/// Forgiven when a turn came a little early, which would put the sample off by a whole second.
constexpr clock::Milliseconds early{500};

void add(std::array<double, error_codes>& all, const std::array<double, error_codes>& more) {
  std::ranges::transform(all, more, all.begin(), std::plus{});
}

}  // namespace

void History::add(const Flow& done, Lag lag, clock::Steady now, clock::Instant wall) {
  if (!added_at_) kept_at_ = added_at_ = now;
  seconds_.push_back({done, lag, now - *added_at_});
  added_at_ = now;
  gateway::add(unkept_, done.errors);
  clock::Milliseconds seen{0};
  for (const Second& second : seconds_) seen += second.took;
  while (seconds_.size() > 1 && seen - seconds_.front().took >= sample_interval) {
    seen -= seconds_.front().took;
    seconds_.pop_front();
  }
  newest_ = sample(wall);
  if (now - *kept_at_ + early < sample_interval) return;
  kept_at_ = now;
  keep(newest_);
}

Sample History::sample(clock::Instant wall) const {
  Flow done;
  Sample sample;
  sample.end = wall;
  clock::Milliseconds took{0};
  for (const Second& second : seconds_) {
    done += second.done;
    took += second.took;
    sample.lag.events = std::max(sample.lag.events, second.lag.events);
    sample.lag.seconds = std::max(sample.lag.seconds, second.lag.seconds);
  }
  const double a_second = took.count() > 0 ? 1 / duration<double>(took).count() : 0;
  sample.rented = done.rented * a_second;
  sample.cancelled = done.cancelled * a_second;
  sample.returned = done.returned * a_second;
  for (std::size_t code = 0; code < error_codes; ++code)
    (message::is_fault(static_cast<message::ErrorCode>(code)) ? sample.failed : sample.refused) +=
        done.errors[code] * a_second;
  sample.rent_p50 = done.rents.quantile(0.5);
  sample.rent_p99 = done.rents.quantile(0.99);
  sample.all_p50 = done.all.quantile(0.5);
  sample.all_p99 = done.all.quantile(0.99);
  return sample;
}

void History::keep(const Sample& sample) {
  samples_.push_back(sample);
  samples_.back().errors = std::exchange(unkept_, {});
  if (samples_.size() > samples_max) samples_.pop_front();
  Json rows = Json::array();
  for (const Sample& kept : samples_) rows.push_back(row(kept));
  json_ = Json{{"columns", columns}, {"rows", std::move(rows)}}.dump();
}

std::map<std::string, double> History::requests() const {
  std::map<std::string, double> all;
  clock::Milliseconds took{0};
  for (const Second& second : seconds_) {
    took += second.took;
    for (const auto& [context, count] : second.done.requests) all[context] += count;
  }
  for (auto& [context, count] : all)
    count = took.count() > 0 ? count / duration<double>(took).count() : 0;
  return all;
}

std::array<double, error_codes> History::errors() const {
  auto all = unkept_;
  for (const Sample& sample : samples_) gateway::add(all, sample.errors);
  return all;
}

}  // namespace bookrent::gateway
