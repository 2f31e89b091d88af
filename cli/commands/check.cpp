#include "cli/check/check.hpp"

#include <fmt/format.h>

#include <deque>
#include <nlohmann/json.hpp>

#include "cli/commands/check_sources.hpp"
#include "cli/commands/commands.hpp"
#include "cli/gateway_place.hpp"
#include "cli/render/text.hpp"
#include "cli/supervisor/daemon_programs.hpp"
#include "common/contract/audit.hpp"
#include "common/contract/contexts.hpp"
#include "common/contract/money.hpp"
#include "common/random/random.hpp"

namespace bookrent::cli {
namespace {

namespace about = contract::about;

std::string shown_number(std::int64_t number) {
  return contract::grouped(static_cast<std::uint64_t>(number));
}

std::string dumped(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void print(const Violation& violation, const Session& session) {
  if (session.options().json)
    session.print(dumped({{"contexts", violation.contexts}, {"violation", violation.what}}));
  else if (!session.options().quiet)
    session.print(printable(text_of(violation)));
}

std::string json_of(const CheckSummary& summary) {
  nlohmann::ordered_json behind = nlohmann::ordered_json::array();
  for (const Behind& one : summary.behind)
    behind.push_back({{"context", one.reader}, {"source", one.source}, {"events", one.events}});
  const auto number = [&](std::string_view subject) {
    return summary.things.at(std::string{subject});
  };
  return dumped({{"violations", summary.violations},
                 {"users", number(about::user)},
                 {"books", number(about::book)},
                 {"rentals", number(about::rental)},
                 {"events", summary.events},
                 {"behind", std::move(behind)},
                 {"slow", summary.slow}});
}

std::string verdict_of(const CheckSummary& summary) {
  const auto number = [&](std::string_view subject) {
    return shown_number(summary.things.at(std::string{subject}));
  };
  return fmt::format("Checked {} users, {} books, {} rentals and {} events: {}.",
                     number(about::user), number(about::book), number(about::rental),
                     shown_number(summary.events),
                     summary.violations == 0   ? std::string{"no violation"}
                     : summary.violations == 1 ? std::string{"1 violation"}
                                               : shown_number(summary.violations) + " violations");
}

void print(const CheckSummary& summary, const Session& session) {
  if (session.options().json) return session.print(json_of(summary));
  if (session.options().quiet) return;
  for (const Behind& one : summary.behind)
    session.print(fmt::format("Not compared: {} has still to read {} events of {}.", one.reader,
                              shown_number(one.events), one.source));
  for (const std::string& context : summary.slow)
    session.print(fmt::format("Not all compared: {} does not read on.", context));
  session.print(verdict_of(summary));
}

/// Checks, and tells what comes of it. Throws SourceFailed.
template <class OneSource>
int check_all(std::deque<OneSource>& sources, const CheckOptions& options, Session& session) {
  std::vector<Source*> borrowed;
  borrowed.reserve(sources.size());
  for (OneSource& source : sources) borrowed.push_back(&source);
  const CheckSummary summary =
      check(borrowed, options, [&](const Violation& violation) { print(violation, session); });
  print(summary, session);
  return summary.violations == 0 ? done : refused;
}

void start_all(const std::vector<std::filesystem::path>& programs,
               const std::filesystem::path& data, std::deque<ProgramSource>& sources) {
  for (const std::string_view context : contract::contexts)
    for (const std::filesystem::path& program : programs)
      if (program.filename() == fmt::format("bookrent-{}d", context))
        sources.emplace_back(std::string{context}, program, data);
}

}  // namespace

int run(const Check& command, Session& session) {
  GlobalOptions options = session.options();
  if (command.directory) options.data = command.directory;
  const auto suite = own_suite(options);
  if (!suite) return session.fail(bad_configuration, suite.error());
  if (!std::filesystem::is_directory(suite->data))
    return session.fail(not_found, fmt::format("there is no directory {}", suite->data.string()));
  const auto programs = find_daemon_programs({});
  if (!programs) return session.fail(unavailable, programs.error());
  std::deque<ProgramSource> sources;
  int status = internal;
  try {
    start_all(*programs, suite->data, sources);
    status = check_all(sources, {}, session);
  } catch (const SourceFailed& failed) {
    const std::string advice = fmt::format(
        "; stop the suite with `{}`, or check it while it runs with `bookrent admin check`",
        how_to_stop(*suite));
    status = session.fail(static_cast<ExitStatus>(failed.status),
                          failed.what() + (failed.status == try_later ? advice : std::string{}));
  }
  for (ProgramSource& source : sources) source.ask_no_more();
  return status;
}

int run(const CheckLive&, Session& session) try {
  const auto client = session.gateway();
  if (!client) return client.error();
  LiveQuestions questions(session, **client);
  random::SystemRandom random;
  const std::string name = random::uuid(random);
  std::deque<LiveSource> sources;
  for (const std::string_view context : contract::contexts)
    sources.emplace_back(std::string{context}, name, questions);
  return check_all(sources, moving_check, session);
} catch (const SourceFailed& failed) {
  return session.fail(static_cast<ExitStatus>(failed.status),
                      fmt::format("{}: {}", failed.context, failed.what()));
}

}  // namespace bookrent::cli
