#include "tests/bench/load/report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "cli/render/table.hpp"
#include "common/contract/money.hpp"

namespace bookrent::bench {
namespace {

using Json = nlohmann::ordered_json;
using Seconds = std::chrono::duration<double>;
using Milliseconds = std::chrono::duration<double, std::milli>;
using Microseconds = std::chrono::duration<double, std::micro>;

constexpr std::pair<const char*, double> quantiles[] = {
    {"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p99.9", 0.999}};

std::string milliseconds(Histogram::Time time) {
  return fmt::format("{:.2f} ms", Milliseconds{time}.count());
}

Json microseconds(std::chrono::nanoseconds time) {
  return std::chrono::round<std::chrono::microseconds>(time).count();
}

void add_row(cli::Table& table, std::string what, const Outcomes& outcomes,
             std::chrono::nanoseconds took) {
  std::vector<cli::Cell> row{
      std::move(what), contract::grouped(outcomes.latency.count()),
      contract::grouped(static_cast<std::uint64_t>(per_second(outcomes, took)))};
  for (const auto& [name, share] : quantiles)
    row.emplace_back(milliseconds(outcomes.latency.quantile(share)));
  row.emplace_back(milliseconds(outcomes.latency.max()));
  table.add(std::move(row));
}

std::string table_of(const Report& report, const cli::TerminalTraits& terminal) {
  std::vector<cli::Column> columns{{"request"}};
  for (const char* name : {"answered", "a second", "p50", "p90", "p99", "p99.9", "max"})
    columns.push_back({name, cli::Align::right});
  cli::Table table(std::move(columns));
  for (std::size_t kind = 0; kind < kinds; ++kind)
    if (report.measured.of[kind].latency.count() > 0)
      add_row(table, std::string{word(static_cast<Kind>(kind))}, report.measured.of[kind],
              report.measured.took);
  add_row(table, "all", total(report.measured), report.measured.took);
  return table.render(terminal);
}

std::string how(const Loop& loop) {
  return loop.rate ? fmt::format("open loop, {} a second",
                                 contract::grouped(static_cast<std::uint64_t>(*loop.rate)))
                   : fmt::format("closed loop, {} in flight", loop.in_flight);
}

Json latency_of(const Histogram& latency) {
  Json json = Json::object();
  for (const auto& [name, share] : quantiles) json[name] = microseconds(latency.quantile(share));
  json["max"] = microseconds(latency.max());
  return json;
}

Json json_of(const Outcomes& outcomes, std::chrono::nanoseconds took) {
  return {{"answered", outcomes.latency.count()},
          {"per_second", per_second(outcomes, took)},
          {"latency_us", latency_of(outcomes.latency)},
          {"errors", outcomes.errors.empty() ? Json::object() : Json(outcomes.errors)}};
}

}  // namespace

Outcomes total(const Measured& measured) {
  Outcomes all;
  for (const Outcomes& one : measured.of) {
    all.latency.add(one.latency);
    for (const auto& [code, count] : one.errors) all.errors[code] += count;
  }
  return all;
}

double per_second(const Outcomes& outcomes, std::chrono::nanoseconds time) {
  return time.count() == 0 ? 0
                           : static_cast<double>(outcomes.latency.count()) / Seconds{time}.count();
}

std::uint64_t errors(const Outcomes& outcomes) {
  std::uint64_t all = 0;
  for (const auto& [code, count] : outcomes.errors) all += count;
  return all;
}

std::string text_of(const Report& report, const cli::TerminalTraits& terminal) {
  const Outcomes all = total(report.measured);
  std::string text = fmt::format("{}, {:.1f} s\n\n{}\n", how(report.loop),
                                 Seconds{report.measured.took}.count(), table_of(report, terminal));
  for (const auto& [code, count] : all.errors)
    text += fmt::format("{} ended with {}\n", contract::grouped(count), code);
  if (!report.caught_up) return text + "the readers did not catch up in time\n";
  return text +
         fmt::format(
             "all readers had caught up {:.0f} ms after the last answer: {} a second\n",
             Milliseconds{*report.caught_up - report.measured.took}.count(),
             contract::grouped(static_cast<std::uint64_t>(per_second(all, *report.caught_up))));
}

std::string json_of(const Report& report) {
  const Measured& measured = report.measured;
  const Outcomes all = total(measured);
  Json json{{"loop", report.loop.rate ? "open" : "closed"}};
  if (report.loop.rate)
    json["rate"] = *report.loop.rate;
  else
    json["in_flight"] = report.loop.in_flight;
  json["seconds"] = Seconds{measured.took}.count();
  json.update(json_of(all, measured.took));
  json["requests"] = Json::object();
  for (std::size_t kind = 0; kind < kinds; ++kind)
    if (measured.of[kind].latency.count() > 0 || !measured.of[kind].errors.empty())
      json["requests"][std::string{word(static_cast<Kind>(kind))}] =
          json_of(measured.of[kind], measured.took);
  if (report.caught_up) {
    json["caught_up_seconds"] = Seconds{*report.caught_up}.count();
    json["caught_up_per_second"] = per_second(all, *report.caught_up);
  }
  return json.dump();
}

std::string progress_line(const Loop& loop, const Measured& so_far) {
  const Outcomes all = total(so_far);
  const auto answered = contract::grouped(all.latency.count());
  return fmt::format("{}  {:.0f} s  {} answered  {}/s  p99 {}  {} errors", how(loop),
                     Seconds{so_far.took}.count(), answered,
                     contract::grouped(static_cast<std::uint64_t>(per_second(all, so_far.took))),
                     milliseconds(all.latency.quantile(0.99)), errors(all));
}

}  // namespace bookrent::bench
