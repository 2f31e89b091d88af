#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemons/gateway/dashboard/dashboard.hpp"

namespace bookrent::gateway {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using testing::DoubleNear;
using testing::Optional;
using Json = nlohmann::ordered_json;

metrics::Family requests(const std::string& operation, const std::string& outcome, double count) {
  return metrics::with(metrics::counter("bookrent_requests_total", "R."), count,
                       {{"operation", operation}, {"outcome", outcome}});
}

/// `counts` of the buckets up to 1 ms, 10 ms, 100 ms, and beyond.
metrics::Family durations(const std::string& operation,
                          const std::array<std::uint64_t, 4>& counts) {
  metrics::Family family = metrics::gauge("bookrent_request_duration_seconds", "D.");
  family.type = prometheus::MetricType::Histogram;
  prometheus::ClientMetric metric;
  metric.label.push_back({"operation", operation});
  std::uint64_t all = 0;
  const std::array bounds = {0.001, 0.01, 0.1, std::numeric_limits<double>::infinity()};
  for (std::size_t at = 0; at < counts.size(); ++at)
    metric.histogram.bucket.push_back({all += counts[at], bounds[at]});
  metric.histogram.sample_count = all;
  family.metric.push_back(std::move(metric));
  return family;
}

Flow rents(double count) { return flow_of("rental", {requests("rent", "ok", count)}); }

TEST(Flow, counts_what_rental_has_done_and_not_what_others_call_so) {
  const metrics::Families families = {requests("rent", "ok", 5), requests("cancel", "ok", 2),
                                      requests("return", "ok", 1), requests("show", "ok", 9)};
  const Flow rental = flow_of("rental", families);
  EXPECT_EQ(rental.rented, 5);
  EXPECT_EQ(rental.cancelled, 2);
  EXPECT_EQ(rental.returned, 1);
  EXPECT_EQ(rental.requests.at("rental"), 17);
  EXPECT_EQ(flow_of("view", families).rented, 0);
}

TEST(Flow, counts_errors_by_their_code) {
  const auto refused = static_cast<std::size_t>(message::ErrorCode::refused);
  const auto forbidden = static_cast<std::size_t>(message::ErrorCode::forbidden);
  EXPECT_EQ(flow_of("rental", {requests("rent", "refused", 3)}).errors[refused], 3);
  const auto own = metrics::with(metrics::counter("bookrent_gateway_refused_total", "R."), 4,
                                 {{"code", "forbidden"}});
  EXPECT_EQ(flow_of("gateway", {own}).errors[forbidden], 4);
  EXPECT_EQ(flow_of("rental", {requests("rent", "an invented word", 3)}).errors, Flow{}.errors);
}

TEST(Flow, is_the_difference_of_two_answers) {
  EXPECT_EQ(since(rents(5), rents(12)).rented, 7);
  EXPECT_EQ(since(rents(12), rents(5)).rented, 5) << "counted anew after a restart";
}

TEST(Quantile, is_estimated_within_its_bucket) {
  const Durations rents = flow_of("rental", {durations("rent", {50, 40, 10, 0})}).rents;
  EXPECT_THAT(rents.quantile(0.25), Optional(DoubleNear(0.0005, 1e-9)));
  EXPECT_THAT(rents.quantile(0.5), Optional(DoubleNear(0.001, 1e-9)));
  EXPECT_THAT(rents.quantile(0.99), Optional(DoubleNear(0.091, 1e-9)));
}

TEST(Quantile, beyond_the_last_bound_is_that_bound) {
  const Durations rents = flow_of("rental", {durations("rent", {0, 0, 0, 3})}).rents;
  EXPECT_THAT(rents.quantile(0.5), Optional(0.1));
}

TEST(Quantile, of_nothing_is_none) {
  EXPECT_EQ(Durations{}.quantile(0.5), std::nullopt);
  EXPECT_EQ(flow_of("rental", {durations("rent", {0, 0, 0, 0})}).rents.quantile(0.5), std::nullopt);
}

TEST(Quantile, is_of_what_came_since_and_of_all_operations_together) {
  const auto at = [](std::uint64_t fast, std::uint64_t slow) {
    return flow_of("rental",
                   {durations("rent", {fast, 0, 0, 0}), durations("show", {0, 0, slow, 0})});
  };
  const Flow fresh = since(at(1000, 1), at(1010, 11));
  EXPECT_THAT(fresh.rents.quantile(0.99), Optional(testing::Lt(0.001)));
  EXPECT_THAT(fresh.all.quantile(0.99), Optional(testing::Gt(0.01)));
}

class HistoryOfSeconds : public testing::Test {
 protected:
  void pass(int seconds, const Flow& each, Lag lag = {}) {
    for (int second = 0; second < seconds; ++second) {
      now_ += 1s;
      history_.add(each, lag, now_, clock::Instant{} + now_.time_since_epoch());
    }
  }
  Json rows() const { return Json::parse(history_.json()).at("rows"); }
  Json column(const std::string& name) const {
    const Json json = Json::parse(history_.json());
    const auto& names = json.at("columns");
    const auto at = std::find(names.begin(), names.end(), name) - names.begin();
    Json values = Json::array();
    for (const auto& row : json.at("rows")) values.push_back(row.at(static_cast<std::size_t>(at)));
    return values;
  }

  clock::Steady now_{1'000s};
  History history_;
};

TEST_F(HistoryOfSeconds, tells_rates_of_the_last_five) {
  pass(10, rents(10));
  EXPECT_EQ(history_.newest().rented, 10);
  pass(5, rents(2));
  EXPECT_EQ(history_.newest().rented, 2);
  EXPECT_EQ(history_.requests().at("rental"), 2);
}

TEST_F(HistoryOfSeconds, keeps_a_sample_of_each_five) {
  pass(1, {});
  pass(5, rents(1));
  pass(5, rents(3));
  pass(4, rents(9));
  EXPECT_EQ(column("rented"), Json({1.0, 3.0}));
}

TEST_F(HistoryOfSeconds, is_a_quarter_of_an_hour_and_no_more) {
  pass(3600, rents(1));
  EXPECT_EQ(rows().size(), 180U);
  const Json at = column("at_ms");
  EXPECT_EQ(at.back().get<std::int64_t>() - at.front().get<std::int64_t>(), 179 * 5000);
  EXPECT_LT(history_.json().size(), 16U * 1024U);
}

TEST_F(HistoryOfSeconds, has_no_latency_where_nothing_was_answered) {
  pass(6, {});
  EXPECT_EQ(column("rent_p99_ms"), Json({nullptr}));
}

TEST_F(HistoryOfSeconds, keeps_the_worst_lag_of_a_sample) {
  pass(3, {});
  pass(1, {}, {40, 1.5});
  pass(2, {});
  EXPECT_EQ(column("lag_events"), Json({40.0}));
  EXPECT_EQ(column("lag_seconds"), Json({1.5}));
}

TEST_F(HistoryOfSeconds, adds_errors_up_and_forgets_them_with_their_sample) {
  const auto refused = static_cast<std::size_t>(message::ErrorCode::refused);
  pass(7, flow_of("rental", {requests("rent", "refused", 1)}));
  EXPECT_EQ(history_.errors()[refused], 7);
  pass(880, {});
  EXPECT_GT(history_.errors()[refused], 0);
  pass(30, {});
  EXPECT_EQ(history_.errors()[refused], 0);
}

TEST_F(HistoryOfSeconds, tells_faults_of_the_suite_from_what_it_refused) {
  pass(6, flow_of("rental", {requests("rent", "refused", 5), requests("rent", "internal", 2),
                             requests("show", "not_found", 1), requests("rent", "pending", 1)}));
  EXPECT_EQ(history_.newest().failed, 2);
  EXPECT_EQ(history_.newest().refused, 7);
  EXPECT_EQ(column("failed"), Json({2.0}));
  EXPECT_EQ(column("refused"), Json({7.0}));
  const Json now = Json::parse(page_figures({}, {}, history_)).at("now");
  EXPECT_EQ(now.at("errors"), Json({{"internal", 12.0}}));
  EXPECT_EQ(now.at("refusals"), Json({{"not_found", 6.0}, {"refused", 30.0}, {"pending", 6.0}}));
}

struct Shown {
  metrics::Families families = {
      metrics::with(metrics::gauge("bookrent_source_lag_events", "L."), 7, {{"source", "rental"}}),
      metrics::with(metrics::gauge("bookrent_breaker_state", "B."), 1, {{"state", "open"}})};
  Json json(ShownDaemon daemon) const {
    daemon.families = &families;
    History history;
    history.add({}, {}, clock::Steady{1s}, clock::Instant{1s});
    return Json::parse(page_figures({std::move(daemon)}, {}, history)).at("now");
  }
};

TEST(PageFigures, say_how_a_daemon_is_and_what_it_reads) {
  const Json now = Shown{}.json({.context = "view", .health = Health::unready, .problems = {"p"}});
  const Json& view = now.at("daemons").at(0);
  EXPECT_EQ(view.at("health"), "unready");
  EXPECT_EQ(view.at("problems"), Json({"p"}));
  EXPECT_EQ(view.at("reads").at(0).at("lag_events"), 7);
  EXPECT_EQ(view.at("database_bytes"), nullptr);
}

TEST(PageFigures, tell_a_breaker_from_what_it_was_before_rental_fell_silent) {
  EXPECT_TRUE(Shown{}.json({.context = "rental"}).at("breaker").at("known"));
  const Json old = Shown{}.json({.context = "rental", .health = Health::gone, .silent = 3s});
  EXPECT_EQ(old.at("breaker").at("state"), "open");
  EXPECT_FALSE(old.at("breaker").at("known"));
}

TEST(PageFigures, are_json_whatever_a_daemon_says) {
  const Json now = Shown{}.json({.context = "view", .warnings = {"<b>고객\"\xff"}});
  EXPECT_EQ(now.at("daemons").at(0).at("warnings").at(0), "<b>고객\"\xEF\xBF\xBD");
}

TEST(WorstLag, is_of_those_that_are_there) {
  const Shown shown;
  EXPECT_EQ(worst_lag({{.context = "view", .families = &shown.families}}).events, 7);
  EXPECT_EQ(
      worst_lag({{.context = "view", .health = Health::gone, .families = &shown.families}}).events,
      0);
}

}  // namespace
}  // namespace bookrent::gateway
