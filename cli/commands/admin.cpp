#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ranges>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/probe.hpp"
#include "cli/commands/readers.hpp"
#include "cli/commands/readers_shown.hpp"
#include "cli/render/progress.hpp"
#include "cli/render/table.hpp"
#include "cli/render/text.hpp"
#include "cli/supervisor/down.hpp"
#include "cli/supervisor/up.hpp"
#include "common/contract/settings.hpp"

namespace bookrent::cli {
namespace {

constexpr int health_interval_ms = 50;

bool healthy(const ReaderState& state) { return state.alive && state.ready; }

std::int64_t still_to_read(const std::vector<ReaderState>& states, const ReaderState& reader) {
  std::int64_t sum = 0;
  for (const auto& [source, sequence] : reader.positions) {
    const auto found = std::ranges::find(states, source, &ReaderState::context);
    if (found != states.end()) sum += std::max<std::int64_t>(found->head - sequence, 0);
  }
  return sum;
}

int refuse_unknown(const std::string& context, const Session& session) {
  return session.fail(
      not_found,
      fmt::format("no context named {}; `bookrent admin health` shows those there are", context));
}

/// It serves when it answers.
int reach_gateway(Session& session) {
  const auto reply = session.ask("gateway", "health", "{}");
  return reply ? done : reply.error();
}

/// What the gateway itself has counted since it started.
int show_gateway(Session& session) {
  const auto reply = session.ask("gateway", "health", "{}");
  if (!reply) return reply.error();
  const auto json = nlohmann::json::parse(reply->body, nullptr, false);
  if (!json.is_object()) return session.fail(internal, "the reply cannot be read");
  if (session.options().json) session.print_json(*reply);
  if (session.options().json || session.options().quiet) return done;
  Table table(
      {{"REQUESTS", Align::right}, {"MALFORMED", Align::right}, {"LINKS REFUSED", Align::right}});
  const auto count = [&](const char* name) { return json.value(name, std::int64_t{0}); };
  table.add({fmt::format("{}", count("requests")),
             fmt::format("{}", count("clients_malformed") + count("workers_malformed")),
             fmt::format("{}", count("links_refused"))});
  fmt::print("{}", table.render(session.out()));
  return done;
}

/// Whoever starts a new suite is its first manager. A process of its own logs in, since this one
/// has no signals and may have no second thread.
void take_over_new_suite(const suite::Suite& suite) {
  std::error_code error;
  if (!std::filesystem::exists(suite.first_password(), error)) return;
  std::string program = "bookrent", option = "--data", data = suite.data.string(), noun = "admin",
              verb = "init", quiet = "--quiet";
  char* arguments[] = {program.data(), option.data(), data.data(), noun.data(),
                       verb.data(),    quiet.data(),  nullptr};
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t child = 0;
  if (::posix_spawn(&child, "/proc/self/exe", nullptr, &attributes, arguments, environ) == 0)
    ::waitpid(child, nullptr, 0);
  ::posix_spawnattr_destroy(&attributes);
}

/// The one that was named, or all that a source has lost history of.
std::vector<std::string> to_rebuild(const Rebuild& command,
                                    const std::vector<ReaderState>& states) {
  std::vector<std::string> contexts;
  for (const ReaderState& state : states)
    if (command.context ? state.context == *command.context : state.rewound)
      contexts.push_back(state.context);
  return contexts;
}

/// Shows how far the contexts have come, on a terminal, until they have read everything.
int wait_until_read(const std::vector<std::string>& contexts, Session& session) {
  const auto started = std::chrono::steady_clock::now();
  std::optional<Progress> progress;
  std::int64_t all = 0;
  while (true) {
    const auto states = reader_states(session);
    if (!states) return states.error();
    std::int64_t left = 0;
    for (const std::string& context : contexts) {
      const auto reader = std::ranges::find(*states, context, &ReaderState::context);
      if (reader == states->end() || !reader->alive)
        return session.fail(unavailable, context + " is gone; it goes on when it is back");
      left += still_to_read(*states, *reader);
    }
    all = std::max(all, left);
    if (!progress)
      progress.emplace(STDERR_FILENO, "rebuilding", static_cast<std::uint64_t>(all), started);
    if (left == 0) return done;
    progress->update(static_cast<std::uint64_t>(all - left), std::chrono::steady_clock::now());
    ::poll(nullptr, 0, health_interval_ms);
  }
}

void print_people(const std::vector<ReaderState>& shown, const std::vector<ReaderState>& states,
                  const Session& session) {
  fmt::print("{}", table_of(shown, states, session.out()));
  for (const ReaderState& state : shown)
    if (state.breaker) session.print(sentence_of(state.context, *state.breaker));
}

}  // namespace

int refuse_settings(const std::string& problems, const Session& session) {
  if (session.options().json) return session.fail(bad_configuration, problems);
  for (const auto line : std::views::split(problems, '\n'))
    session.fail(bad_configuration, {line.begin(), line.end()});
  return bad_configuration;
}

int run(const Up& command, Session& session) {
  auto suite = own_suite(session.options());
  if (!suite) return session.fail(bad_configuration, suite.error());
  UpOptions options;
  options.suite = *std::move(suite);
  options.detach = command.detach;
  options.json = session.options().json;
  // Here once, and not by each of the daemons.
  const auto settings = settings::Settings::load(options.suite.settings, contract::all_settings(),
                                                 settings::process_environment());
  if (!settings) return refuse_settings(settings.error(), session);
  const suite::Suite own = options.suite;
  options.when_ready = [own] { take_over_new_suite(own); };
  const int status = up(options);
  if (status == done && options.detach) take_over_new_suite(own);
  return status;
}

int run(const Down&, Session& session) {
  const auto suite = own_suite(session.options());
  if (!suite) return session.fail(bad_configuration, suite.error());
  constexpr std::chrono::seconds at_least{25};
  return down(*suite, std::max<std::chrono::milliseconds>(at_least, session.options().timeout),
              session.options().json);
}

int run(const Health& command, Session& session) {
  const bool probes = command.live || command.ready;
  if (command.daemon == "gateway") return probes ? reach_gateway(session) : show_gateway(session);
  auto states = reader_states(session);
  if (!states) return states.error();
  std::vector<ReaderState> shown = *states;
  if (command.daemon)
    std::erase_if(shown, [&](const auto& state) { return state.context != *command.daemon; });
  if (shown.empty()) return refuse_unknown(*command.daemon, session);
  const Probe which = command.live ? Probe::live : Probe::ready;
  if (probes) return probe(which, shown, session);
  if (session.options().json)
    for (const ReaderState& state : shown) session.print(json_of(state));
  else if (!session.options().quiet)
    print_people(shown, *states, session);
  for (const ReaderState& state : shown)
    for (const std::string& why : state.stopped) session.fail(unavailable, why);
  return std::ranges::all_of(shown, healthy) ? done : unavailable;
}

/// Starts the rebuilds, then shows how they come along until all is read again.
int run(const Rebuild& command, Session& session) {
  const auto states = reader_states(session);
  if (!states) return states.error();
  const auto contexts = to_rebuild(command, *states);
  if (contexts.empty() && command.context) return refuse_unknown(*command.context, session);
  const char* body = command.give_back_lost ? R"({"undo_lost":true})" : "{}";
  std::vector<message::Reply> replies;
  for (const std::string& context : contexts) {
    const auto reply = session.ask(context, "rebuild", body);
    if (!reply) return reply.error();
    replies.push_back(*reply);
  }
  if (const int status = wait_until_read(contexts, session); status != done) return status;
  if (session.options().json)
    std::ranges::for_each(replies, [&](const auto& reply) { session.print_json(reply); });
  else if (!session.options().quiet && contexts.empty())
    session.print("No context has read what its source has lost: there is nothing to rebuild.");
  else if (!session.options().quiet)
    session.print(fmt::format("Rebuilt {} from the logs.", fmt::join(contexts, ", ")));
  return done;
}

}  // namespace bookrent::cli
