#include "cli/supervisor/up.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "cli/supervisor/daemon_log.hpp"
#include "cli/supervisor/daemon_programs.hpp"
#include "cli/supervisor/detach.hpp"
#include "common/suite/file_lock.hpp"

namespace bookrent::cli {
namespace {

using Programs = std::vector<std::filesystem::path>;

// Else a file of ours could become the stderr that somebody closed, and fill with messages.
void open_standard_streams() {
  int descriptor = 0;
  do {
    descriptor = ::open("/dev/null", O_RDWR);
  } while (descriptor >= 0 && descriptor <= STDERR_FILENO);
  if (descriptor >= 0) ::close(descriptor);
}

Outcome not_locked(const suite::Suite& suite, const suite::LockRefusal& refusal) {
  if (!refusal.holder) return {EX_IOERR, refusal.reason};
  return {EXIT_FAILURE, fmt::format("a suite is already running in {} (pid {})",
                                    suite.data.string(), *refusal.holder)};
}

Fleet fleet_of(const Programs& programs, const suite::Suite& suite,
               const std::filesystem::path& notify_socket) {
  std::vector<SupervisedDaemon> daemons;
  for (const auto& program : programs) {
    daemons.emplace_back(Launch{program, suite.data, notify_socket});
  }
  return Fleet(std::move(daemons));
}

std::string ready_line(const UpOptions& options, std::size_t daemons) {
  if (options.json)
    return nlohmann::ordered_json{{"ready", true},
                                  {"daemons", daemons},
                                  {"data", options.suite.data.string()},
                                  {"pid", ::getpid()}}
        .dump();
  return fmt::format("bookrent is ready: {} daemons, data in {} ({} stops it)", daemons,
                     options.suite.data.string(), options.detach ? "`bookrent down`" : "Ctrl-C");
}

using Tell = std::function<void(const std::string&)>;

Outcome supervise(const UpOptions& options, const Programs& programs, const Messages& messages,
                  const Tell& on_ready, const Tell& on_progress) {
  const auto lock = suite::FileLock::take(options.suite.supervisor_lock());
  if (!lock) return not_locked(options.suite, lock.error());
  const auto signals = Signals::create();
  if (!signals) return {EX_OSERR, signals.error()};
  const auto notify_socket = options.suite.run / "notify";
  const auto reports = NotifySocket::create(notify_socket);
  if (!reports) return {EX_IOERR, reports.error()};
  Supervisor supervisor(fleet_of(programs, options.suite, notify_socket), *reports, *signals,
                        messages, options.patience);
  return supervisor.run([&] { on_ready(ready_line(options, programs.size())); }, on_progress);
}

int up_here(const UpOptions& options, const Programs& programs) {
  const Messages messages(options.json ? Messages::Style::log : Messages::suitable());
  const auto outcome = supervise(
      options, programs, messages,
      [&](const std::string& line) {
        options.when_ready();
        write_line(STDOUT_FILENO, line);
      },
      [&](const std::string& how_far) { messages.say(how_far); });
  if (outcome.status == EX_OK) return EX_OK;
  return refuse(outcome.status, outcome.reason, options.json);
}

int up_in_background(const UpOptions& options, const Programs& programs) {
  const auto log = options.suite.data / "bookrent.log";
  const auto logged_before = log_size(log);
  return in_background(log, options.json, [&](StartReport& report) {
    const Messages messages(Messages::Style::log);
    const auto outcome = supervise(
        options, programs, messages,
        [&](const std::string& line) {
          messages.say("ready");
          report.send(EX_OK, line);
        },
        [&](const std::string& how_far) {
          messages.say(how_far);
          report.progress(how_far);
        });
    if (outcome.status == EX_OK) return EX_OK;
    messages.say(outcome.reason, log::Level::error);
    const auto errors = outcome.daemon.empty() ? std::vector<std::string>{}
                                               : last_errors(log, logged_before, outcome.daemon);
    const bool logged_more = outcome.status != EXIT_FAILURE;
    const auto reason =
        logged_more ? fmt::format("{}; see {}", outcome.reason, log.string()) : outcome.reason;
    report.send(outcome.status, refusal_text(outcome.status, reason, options.json, errors));
    return outcome.status;
  });
}

}  // namespace

int up(const UpOptions& options) {
  open_standard_streams();
  ::umask(0077);
  const auto programs = find_daemon_programs(options.daemons);
  if (!programs) return refuse(EX_UNAVAILABLE, programs.error(), options.json);
  const auto prepared = suite::prepare(options.suite);
  if (!prepared) return refuse(EX_IOERR, prepared.error(), options.json);
  return options.detach ? up_in_background(options, *programs) : up_here(options, *programs);
}

}  // namespace bookrent::cli
