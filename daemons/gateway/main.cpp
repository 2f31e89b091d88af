#include "common/bus/socket.hpp"
#include "common/contract/contexts.hpp"
#include "common/contract/settings.hpp"
#include "common/daemon/exit_status.hpp"
#include "common/daemon/loop.hpp"
#include "common/daemon/reload.hpp"
#include "common/daemon/signals.hpp"
#include "common/daemon/start.hpp"
#include "common/log/log.hpp"
#include "common/suite/file_lock.hpp"
#include "daemons/gateway/admin/serving.hpp"
#include "daemons/gateway/descriptors.hpp"
#include "daemons/gateway/gateway.hpp"
#include "daemons/gateway/key_file.hpp"
#include "daemons/gateway/limits_of.hpp"
#include "daemons/gateway/link_keys_file.hpp"
#include "daemons/gateway/listening.hpp"

using namespace bookrent;

namespace {

std::vector<std::string> try_settings(const settings::Settings& settings,
                                      const suite::Suite& suite) {
  static_cast<void>(gateway::listening_of(settings, suite));
  const auto admin = gateway::admin_address_of(settings, true);
  if (!admin || admin->loopback) return {};
  return {settings.bad("gateway", "admin", gateway::seen_from_elsewhere).what()};
}

}  // namespace

int main(int argc, char** argv) try {
  auto started = daemon::start(
      argc, argv, {"gateway", contract::all_settings(), daemon::Database::none, try_settings});
  if (!started) return started.error();
  const auto listening = gateway::listening_of(started->settings, started->suite);
  const auto lock = suite::FileLock::take(started->suite.gateway_lock());
  if (!lock) {
    log::error("another gateway serves this suite", {{"why", lock.error().reason}});
    return daemon::try_again;
  }
  const clock::SystemClock clock;
  random::SystemRandom random;
  gateway::KeyFile keys(started->suite.public_keys());
  gateway::LinkKeysFile links(started->suite);
  const gateway::GatewayLimits limits = gateway::limits_of(started->settings);
  gateway::provide_descriptors();
  daemon::Signals signals;
  gateway::Board board;
  const auto http = gateway::serve_admin(started->settings, started->installed, board, clock);
  gateway::Gateway gateway(limits, keys, clock, random, &links, http ? &board : nullptr);
  gateway.expect(contract::contexts);
  daemon::Reload reload(*started, [&](const settings::Settings& settings) {
    gateway.adopt(gateway::limits_of(settings));
  });
  zmq::context_t zeromq;
  bus::Socket admission(zeromq, bus::Link::admission, bus::Pattern::router);
  bus::Socket clients(zeromq, bus::Link::clients, bus::Pattern::router);
  bus::Socket workers(zeromq, bus::Link::workers, bus::Pattern::router);
  bus::Socket events(zeromq, bus::Link::events, bus::Pattern::publish);
  clients.expect_a_crowd(limits.unread_max, limits.unsent_bytes_max);
  admission.bind(bus::admission_endpoint);
  clients.bind(started->suite.clients_endpoint());
  workers.bind(started->suite.workers_endpoint());
  events.bind(started->suite.events_endpoint());
  gateway::listen(listening, clients, workers);
  log::info("started", {{"clients", started->suite.clients_endpoint()}});
  daemon::run_loop(gateway, signals, reload, {&admission, &clients, &workers, &events}, {}, clock);
  log::info("stopped");
  return daemon::done;
} catch (const settings::BadSetting& bad) {
  log::error(bad.what());
  return daemon::configuration;
} catch (const std::exception& fault) {
  log::error("the gateway cannot go on", {{"fault", fault.what()}});
  return daemon::internal;
}
