// Restarts the suite's daemons one after the other, each once the one before serves again.
#include <poll.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "common/contract/settings.hpp"

namespace bookrent::cli {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;

/// The gateway last: what the others wait for is then what runs.
constexpr std::array daemons = {"view", "book", "user", "payment", "rental", "gateway"};
constexpr std::chrono::seconds patience{30};
constexpr std::chrono::seconds look_patience{2};
constexpr int ready_interval_ms = 10;
constexpr std::int64_t behind_max = 10'000;  // events, a few seconds of full load

struct Standing {
  std::string instance;
  bool ready = false;
  std::map<std::string, std::int64_t> behind;  // by source: events that it has still to read
};

std::optional<Standing> standing_of(const std::string& daemon, Session& session,
                                    clock::Steady deadline) {
  const auto client = session.gateway();
  if (!client) return std::nullopt;
  message::Request request = session.request(daemon, "health", "{}");
  request.after.clear();  // what was seen does not matter, and must not be waited for
  const auto reply =
      session.reply_of((*client)->wait_for((*client)->submit(std::move(request), deadline)),
                       message::OperationKind::query);
  if (reply.error) return std::nullopt;
  const json health = json::parse(reply.body, nullptr, false);
  if (!health.is_object()) return std::nullopt;
  Standing standing{health.value("instance", ""), health.value("ready", true), {}};
  for (const json& source : health.value("sources", json::array()))
    standing.behind[source.value("source", "")] = source.value("behind", std::int64_t{0});
  return standing;
}

/// Not much more than before; under load there is always something left.
bool is_no_further_behind(const Standing& now, const Standing& before) {
  return std::ranges::all_of(now.behind, [&](const auto& source) {
    const auto then = before.behind.find(source.first);
    return source.second <= behind_max + (then == before.behind.end() ? 0 : then->second);
  });
}

/// Until another instance serves, and has read what it missed. False: it took too long.
bool is_back(const std::string& daemon, const Standing& before, Session& session) {
  const auto deadline = steady_clock::now() + patience;
  while (steady_clock::now() < deadline) {
    const auto now = standing_of(daemon, session, session.clock().steady() + look_patience);
    if (now && now->instance != before.instance && (now->ready || !before.ready) &&
        is_no_further_behind(*now, before))
      return true;
    ::poll(nullptr, 0, ready_interval_ms);
  }
  return false;
}

void tell(const std::string& daemon, std::chrono::milliseconds took, const Session& session) {
  if (session.options().json)
    session.print(
        nlohmann::ordered_json{{"daemon", daemon}, {"restarted_ms", took.count()}}.dump());
  else if (!session.options().quiet)
    session.print(fmt::format("Restarted {} in {} ms.", daemon, took.count()));
}

int refuse_silent(const std::string& daemon, const Session& session) {
  return session.fail(unavailable,
                      fmt::format("{} does not answer, so nothing more is restarted; see `bookrent "
                                  "admin health`",
                                  daemon));
}

/// A daemon that stops could not start again with settings that are wrong. Those of a suite
/// elsewhere cannot be seen from here.
int try_settings(const Session& session) {
  const auto suite = find_suite_here(session.options());
  if (!suite) return done;
  const auto settings = settings::Settings::load(suite->settings, contract::all_settings(), {});
  return settings ? int{done} : refuse_settings(settings.error(), session);
}

int restart(const std::string& daemon, Session& session) {
  const auto before = standing_of(daemon, session, session.deadline());
  if (!before) return refuse_silent(daemon, session);
  const auto started = steady_clock::now();
  if (const auto reply = session.ask(daemon, "restart", "{}"); !reply) return reply.error();
  if (!is_back(daemon, *before, session))
    return session.fail(
        unavailable,
        fmt::format("{} has not come back within {} s, and those behind it were left as they are; "
                    "see its log and `bookrent admin health`",
                    daemon, patience.count()));
  tell(daemon, std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - started),
       session);
  return done;
}

}  // namespace

int run(const Restart& command, Session& session) {
  for (const std::string& name : command.daemons)
    if (!std::ranges::count(daemons, name))
      return session.fail(not_found, fmt::format("no daemon named {}; there are {}", name,
                                                 fmt::join(daemons, ", ")));
  if (const int status = try_settings(session); status != done) return status;
  std::vector<std::string> wanted;
  for (const char* daemon : daemons)
    if (command.daemons.empty() || std::ranges::count(command.daemons, daemon))
      wanted.emplace_back(daemon);
  for (const std::string& daemon : wanted)
    if (!standing_of(daemon, session, session.deadline())) return refuse_silent(daemon, session);
  for (const std::string& daemon : wanted)
    if (const int status = restart(daemon, session); status != done) return status;
  return done;
}

}  // namespace bookrent::cli
