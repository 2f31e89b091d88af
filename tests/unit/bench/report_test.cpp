#include "tests/bench/load/report.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace bookrent::bench {
namespace {

using namespace std::chrono_literals;

Outcomes& of(Measured& measured, Kind kind) { return measured.of[static_cast<std::size_t>(kind)]; }

Report some_report() {
  Report report;
  report.measured.took = 2s;
  report.caught_up = 2'500ms;
  for (int i = 1; i <= 100; ++i) of(report.measured, Kind::rent).latency.add(i * 1ms);
  for (int i = 1; i <= 50; ++i) of(report.measured, Kind::status).latency.add(1ms);
  of(report.measured, Kind::rent).errors["overloaded"] = 3;
  of(report.measured, Kind::status).errors["overloaded"] = 4;
  return report;
}

TEST(Report, counts_what_succeeded_in_the_time_that_it_took) {
  const Report report = some_report();
  const Outcomes all = total(report.measured);
  EXPECT_EQ(all.latency.count(), 150U);
  EXPECT_DOUBLE_EQ(per_second(all, report.measured.took), 75);
  EXPECT_EQ(errors(all), 7U);
  EXPECT_EQ(per_second(all, 0s), 0);
}

TEST(Report, as_json_has_all_kinds_and_the_readers_time) {
  const auto json = nlohmann::json::parse(json_of(some_report()));
  EXPECT_EQ(json["loop"], "closed");
  EXPECT_EQ(json["in_flight"], 64);
  EXPECT_EQ(json["answered"], 150);
  EXPECT_EQ(json["per_second"], 75);
  EXPECT_EQ(json["errors"]["overloaded"], 7);
  EXPECT_EQ(json["requests"]["rent"]["answered"], 100);
  EXPECT_EQ(json["requests"]["rent"]["latency_us"]["max"], 100'000);
  EXPECT_NEAR(json["requests"]["rent"]["latency_us"]["p50"].get<double>(), 50'000, 500);
  EXPECT_FALSE(json["requests"].contains("cancel"));
  EXPECT_EQ(json["caught_up_seconds"], 2.5);
  EXPECT_EQ(json["caught_up_per_second"], 60);
}

TEST(Report, says_when_the_readers_did_not_catch_up) {
  Report report = some_report();
  report.caught_up.reset();
  EXPECT_FALSE(nlohmann::json::parse(json_of(report)).contains("caught_up_seconds"));
  EXPECT_NE(text_of(report, {}).find("did not catch up"), std::string::npos);
}

TEST(Report, tells_people_the_errors_by_code) {
  EXPECT_NE(text_of(some_report(), {}).find("7 ended with overloaded"), std::string::npos);
}

}  // namespace
}  // namespace bookrent::bench
