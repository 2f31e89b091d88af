#include "common/daemon/context.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "common/bus/socket.hpp"
#include "common/daemon/check.hpp"
#include "common/daemon/exit_status.hpp"
#include "common/daemon/loop.hpp"
#include "common/daemon/reload.hpp"
#include "common/daemon/restore.hpp"
#include "common/daemon/signals.hpp"
#include "common/daemon/start.hpp"
#include "common/link/link_file.hpp"
#include "common/log/log.hpp"
#include "common/turn/engine.hpp"
#include "common/turn/fault.hpp"

namespace bookrent::daemon {

int status_of(store::OpenProblem problem) {
  switch (problem) {
    case store::OpenProblem::in_use:
      return try_again;
    case store::OpenProblem::foreign:
      return configuration;
    case store::OpenProblem::newer:
      return configuration;
    case store::OpenProblem::older:
      return configuration;
    case store::OpenProblem::unreadable:
      return storage;
  }
  return internal;
}

namespace {

/// Where the link to a gateway on another machine is: in the directory of the settings, or what
/// systemd hands over. Empty: the gateway is on this one.
std::filesystem::path link_file_of(const std::string& context, const settings::Settings& settings) {
  if (const std::string& directory = settings.text("gateway", "links"); !directory.empty())
    return std::filesystem::path{directory} / (context + ".link");
  const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
  if (credentials == nullptr) return {};
  auto handed_over = std::filesystem::path{credentials} / fmt::format("bookrent.{}.link", context);
  std::error_code error;
  return std::filesystem::exists(handed_over, error) ? handed_over : std::filesystem::path{};
}

/// Nothing when the gateway is on this machine.
std::optional<link::LinkFile> link_of(const std::string& context,
                                      const settings::Settings& settings) {
  const std::filesystem::path file = link_file_of(context, settings);
  if (file.empty()) return std::nullopt;
  auto link = link::read_link_file(file);
  const auto refuse = [&](const std::string& why) {
    return settings.text("gateway", "links").empty()
               ? settings::BadSetting("the link that was handed over is of no use: " + why)
               : settings.bad("gateway", "links", "is of no use: " + why);
  };
  if (!link) throw refuse(link.error());
  if (link->context != context)
    throw refuse(
        fmt::format("{} is not for the context {}; `bookrent admin key link add NAME "
                    "--worker {}` makes one",
                    file.string(), context, context));
  return *std::move(link);
}

/// Over TCP the hints come by the same connection as everything else.
void serve_over(const link::LinkFile& link, turn::Engine& engine, Reload& reload,
                const clock::Clock& clock) {
  Signals signals;
  zmq::context_t zeromq;
  bus::Socket gateway(zeromq, bus::Link::gateway, bus::Pattern::dealer);
  std::vector<zmq::socket_t> watches;
  watches.push_back(gateway.watch_connections());
  gateway.connect(link.endpoint, {link.server_key, link.keys.public_key, link.keys.secret_key});
  run_loop(engine, signals, reload, {&gateway}, std::move(watches), clock);
}

void serve(turn::Engine& engine, const turn::Service& service, Reload& reload,
           const suite::Suite& suite, const clock::Clock& clock) {
  Signals signals;
  zmq::context_t zeromq;
  bus::Socket gateway(zeromq, bus::Link::gateway, bus::Pattern::dealer);
  bus::Socket events(zeromq, bus::Link::events, bus::Pattern::subscribe);
  std::vector<zmq::socket_t> watches;
  watches.push_back(gateway.watch_connections());
  watches.push_back(events.watch_connections());
  for (const std::string& source : service.sources()) events.subscribe(source);
  gateway.connect(suite.workers_endpoint());
  events.connect(suite.events_endpoint());
  run_loop(engine, signals, reload, {&gateway, &events}, std::move(watches), clock);
}

Program program_of(const Context& context) {
  return {context.name, context.settings, Database::own,
          [&](const settings::Settings& settings, const suite::Suite&) {
            link_of(context.name, settings);
            context.try_settings(settings);
            return std::vector<std::string>{};
          }};
}

int run(const Context& context, Start& start) {
  // Some databases may be new and some old: nobody serves what does not belong together.
  if (std::filesystem::exists(start.suite.restoring())) {
    log::error("a restore was not finished; run `bookrent restore` once more");
    return configuration;
  }
  if (const auto usable = suite::check_data(start.suite); !usable) {
    log::error(usable.error());
    return configuration;
  }
  const auto link = link_of(context.name, start.settings);
  auto store = store::Store::open(start.suite.data / (context.name + ".db"), context.schema);
  if (!store) {
    log::error(store.error().message);
    return status_of(store.error().problem);
  }
  const clock::SystemClock clock;
  random::SystemRandom random;
  const auto service = context.make_service({**store, start.settings, clock, random, start.suite});
  turn::Engine engine(context.name, **store, *service, clock, random);
  Reload reload(start, [&](const settings::Settings& settings) { service->adopt(settings); });
  log::info("started", {{"data", (*store)->file().string()}});
  if (link)
    serve_over(*link, engine, reload, clock);
  else
    serve(engine, *service, reload, start.suite, clock);
  log::info("stopped");
  return done;
}

}  // namespace

int run_context(int argc, char** argv, const Context& context) try {
  auto started = start(argc, argv, program_of(context));
  if (!started) return started.error();
  if (!started->restore.empty()) return restore(context, started->restore);
  return started->check ? answer_check(context, *started) : run(context, *started);
} catch (const settings::BadSetting& bad) {
  log::error(bad.what());
  return configuration;
} catch (const turn::StorageBroken& broken) {
  log::error("the storage failed; the daemon stops and recovers at its next start",
             {{"fault", broken.what()}});
  return storage;
} catch (const SQLite::Exception& fault) {
  log::error("the database failed", {{"fault", fault.what()}});
  return storage;
} catch (const std::exception& fault) {
  log::error("the daemon cannot go on", {{"fault", fault.what()}});
  return internal;
}

}  // namespace bookrent::daemon
