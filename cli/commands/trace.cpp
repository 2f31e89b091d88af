// One rental's way through the daemons: its events, and what their logs say of the same traces.
#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/event_pages.hpp"
#include "cli/gateway_place.hpp"
#include "cli/render/local_time.hpp"
#include "cli/render/table.hpp"
#include "cli/render/text.hpp"
#include "cli/shown/shown.hpp"
#include "common/contract/view.hpp"
#include "common/log/log.hpp"

namespace bookrent::cli {
namespace {

using Json = nlohmann::ordered_json;

/// Something that happened in one daemon.
struct Step {
  std::string time;  // RFC 3339 in UTC, to the millisecond, so that the text has the order of time
  std::string process;
  std::string what;
  std::string trace;
};

/// What a line of a log says beside what every line has.
std::string what_of(const Json& line) {
  std::string what = line.value("message", "");
  for (const auto& [name, value] : line.items())
    if (name != "time" && name != "level" && name != "process" && name != "message" &&
        name != "trace")
      what +=
          fmt::format(" {}={}", name, value.is_string() ? value.get<std::string>() : value.dump());
  return what;
}

std::optional<Step> step_of_event(const std::string& text) {
  const Json event = Json::parse(text, nullptr, false);
  if (!event.is_object()) return std::nullopt;
  return Step{event.value("time", ""), event.value("source", ""),
              fmt::format("{} is {} by {}", event.value("id", ""),
                          short_type(event.value("type", "")), event.value("actor", "")),
              std::string{log::trace_of(event.value("traceparent", ""))}};
}

/// The events of the rental, in the order in which they happened.
std::expected<std::vector<Step>, ExitStatus> events_of(std::int64_t rental_id, Session& session) {
  const contract::RentalHistory query{rental_id};
  const auto reply = session.ask(contract::view_context, query.operation, contract::encode(query));
  if (!reply) return std::unexpected(reply.error());
  const auto history = read<contract::RentalHistoryList>(*reply, session);
  if (!history) return std::unexpected(history.error());
  const auto client = session.gateway();
  if (!client) return std::unexpected(client.error());
  std::vector<Step> steps;
  for (const contract::RentalHistoryEntry& entry : history->events) {
    const std::size_t colon = entry.id.find(':');
    const std::int64_t sequence = std::stoll(entry.id.substr(colon + 1));
    const auto page = page_of(entry.id.substr(0, colon), sequence - 1, session, **client);
    if (!page) return std::unexpected(page.error());
    if (page->events.empty()) continue;
    if (auto step = step_of_event(page->events.front())) steps.push_back(*std::move(step));
  }
  return steps;
}

/// What was read, for people, and what stood there.
struct Logged {
  std::string where;
  std::vector<Step> steps;
};

/// Calls `take` with each line of the log of `up`, or of the journal since then. Returns which it
/// was.
template <class Take>
std::string read_logs(const suite::Suite& suite, clock::Instant since, const Take& take) {
  std::string line;
  const auto of_up = suite.data / "bookrent.log";
  if (std::ifstream file(of_up); file && !is_installed(suite)) {
    while (std::getline(file, line)) take(line);
    return of_up.string();
  }
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since.time_since_epoch()).count();
  const std::string command = fmt::format(
      "journalctl --quiet --output cat --unit 'bookrent-*' --since @{} 2>/dev/null", seconds);
  const std::unique_ptr<FILE, int (*)(FILE*)> journal(::popen(command.c_str(), "r"), ::pclose);
  std::array<char, 8192> piece{};
  while (journal && std::fgets(piece.data(), piece.size(), journal.get()) != nullptr)
    take(piece.data());
  return "the journal of this machine, as far as you may read it,";
}

/// What the logs say of these traces.
Logged logged(const suite::Suite& suite, const std::vector<Step>& events) {
  std::set<std::string> traces;
  for (const Step& event : events) traces.insert(event.trace);
  traces.erase("");
  const auto begin = clock::parse_rfc3339(events.front().time);
  Logged found;
  found.where = read_logs(suite, begin.value_or(clock::Instant{}), [&](const std::string& text) {
    if (!text.contains(R"("trace":")")) return;
    const Json line = Json::parse(text, nullptr, false);
    if (!line.is_object() || !traces.contains(line.value("trace", ""))) return;
    found.steps.push_back({line.value("time", ""), line.value("process", ""), what_of(line),
                           line.value("trace", "")});
  });
  return found;
}

std::int64_t ms_between(const std::string& begin, const std::string& end) {
  const auto from = clock::parse_rfc3339(begin), to = clock::parse_rfc3339(end);
  return from && to ? (*to - *from).count() : 0;
}

void print(const std::vector<Step>& steps, const Session& session) {
  Table table({{"TIME"}, {"AFTER MS", Align::right}, {"DAEMON"}, {"WHAT", Align::left, true}});
  for (const Step& step : steps) {
    const std::int64_t after = ms_between(steps.front().time, step.time);
    if (session.options().json)
      session.print(Json{
          {"time", step.time},
          {"after_ms", after},
          {"process", step.process},
          {"what", step.what},
          {"trace",
           step.trace}}.dump(-1, ' ', false, Json::error_handler_t::replace));
    else
      table.add({local_time_exactly(step.time), fmt::format("{}", after), step.process, step.what});
  }
  if (!session.options().json) fmt::print("{}", table.render(session.out()));
}

void note(const std::string& what, const Session& session) {
  if (!session.options().quiet) fmt::print(stderr, "bookrent: {}\n", what);
}

}  // namespace

int run(const Trace& command, Session& session) {
  const auto events = events_of(command.rental_id, session);
  if (!events) return events.error();
  if (events->empty())
    return session.fail(not_found,
                        fmt::format("no event of rental {} is there any more", command.rental_id));
  const auto suite = find_suite_here(session.options());
  Logged found = suite ? logged(*suite, *events) : Logged{};
  if (!suite)
    note("the logs of the daemons are on the gateway's machine", session);
  else if (found.steps.empty())
    note(found.where +
             " has no line of these traces: only at log.level = \"debug\" do the daemons "
             "log each request",
         session);
  std::vector<Step>& steps = found.steps;
  // Where the millisecond is the same, a request stands before the event that it made.
  std::ranges::copy(*events, std::back_inserter(steps));
  std::ranges::stable_sort(steps, {}, &Step::time);
  print(steps, session);
  return done;
}

}  // namespace bookrent::cli
