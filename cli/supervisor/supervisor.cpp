#include "cli/supervisor/supervisor.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

namespace bookrent::cli {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

int terminal() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::isatty(stream) != 0) return stream;
  }
  return -1;
}

std::optional<Clock::time_point> earlier(std::optional<Clock::time_point> one,
                                         std::optional<Clock::time_point> other) {
  return one && other ? std::min(one, other) : std::max(one, other);
}

// What no new start would mend.
bool is_final(int wait_status) {
  const int status = WIFEXITED(wait_status) ? WEXITSTATUS(wait_status) : 0;
  return status == EX_CONFIG || status == EX_IOERR;
}

bool was_asked_for(int wait_status) {
  return wait_status == 0 || (WIFSIGNALED(wait_status) && WTERMSIG(wait_status) == SIGTERM);
}

// Its name in the log: bookrent-rentald is `rental` there.
std::string context(const SupervisedDaemon& daemon) {
  constexpr std::string_view before = "bookrent-";
  const std::string_view name = daemon.name();
  if (!name.starts_with(before) || !name.ends_with('d')) return std::string(name);
  return std::string(name.substr(before.size(), name.size() - before.size() - 1));
}

std::string explain_final(int status) {
  return status == EX_CONFIG ? "its settings are wrong or its database is another's"
                             : "its storage failed";
}

}  // namespace

Supervisor::Supervisor(Fleet fleet, const NotifySocket& reports, const Signals& signals,
                       const Messages& messages, Patience patience)
    : fleet_(std::move(fleet)),
      reports_(reports),
      signals_(signals),
      messages_(messages),
      patience_(patience),
      terminal_(terminal()) {}

Outcome Supervisor::run(const std::function<void()>& on_ready,
                        const std::function<void(const std::string&)>& on_progress) {
  started_ = Clock::now();
  deadline_ = started_ + patience_.start;
  start_due();
  while (phase_ != Phase::stopped) {
    wait();
    take_reports(on_progress);
    take_signals();
    advance(on_ready);
  }
  return outcome_;
}

void Supervisor::wait() const {
  std::array<pollfd, 2> sources = {
      {{signals_.descriptor(), POLLIN, 0}, {reports_.descriptor(), POLLIN, 0}}};
  int timeout_ms = -1;
  if (const auto next = earlier(deadline_, fleet_.next_due())) {
    const auto left = std::chrono::ceil<milliseconds>(*next - Clock::now());
    timeout_ms = static_cast<int>(std::max(left, milliseconds{0}).count());
  }
  ::poll(sources.data(), sources.size(), timeout_ms);
}

void Supervisor::take_reports(const std::function<void(const std::string&)>& on_progress) {
  while (const auto report = reports_.receive()) {
    auto* sender = fleet_.find(report->sender);
    if (sender == nullptr) continue;
    sender->heard(*report, Clock::now());
    if (phase_ != Phase::starting || !report->more_time) continue;
    deadline_ = std::max(*deadline_, Clock::now() + *report->more_time);
    on_progress(fmt::format("{}: {}", sender->name(), sender->status()));
  }
}

void Supervisor::take_signals() {
  while (const auto signal = signals_.next()) take(*signal);
}

void Supervisor::take(int signal) {
  if (signal == SIGCHLD) return bury_the_dead();
  if (signal == SIGHUP) return hang_up();
  if (!stopping()) return stop_by_request(signal);
  if (signal == SIGINT) kill_all();
}

void Supervisor::hang_up() {
  const bool terminal_is_gone = terminal_ >= 0 && ::isatty(terminal_) == 0;
  if (terminal_is_gone && !stopping()) return stop_by_request(SIGHUP);
  for (const auto& daemon : fleet_.all()) {
    // One that is not ready may not have its handler yet, and would die.
    if (daemon.ready()) daemon.signal(SIGHUP);
  }
}

void Supervisor::bury_the_dead() {
  int wait_status = 0;
  for (pid_t pid = 0; (pid = ::waitpid(-1, &wait_status, WNOHANG)) > 0;) {
    if (auto* dead = fleet_.find(pid)) bury(*dead, wait_status);
  }
}

void Supervisor::bury(SupervisedDaemon& daemon, int wait_status) {
  const auto end =
      fmt::format("{} (pid {}) {}", daemon.name(), daemon.pid(), describe_end(wait_status));
  if (stopping()) {
    daemon.ended(Clock::now());
    daemon.retire();
    if (!was_asked_for(wait_status)) messages_.say(end, log::Level::warn);
    return;
  }
  if (phase_ == Phase::starting && is_final(wait_status)) {
    const int status = WEXITSTATUS(wait_status);
    daemon.ended(Clock::now());
    return stop({status, fmt::format("{}: {}", end, explain_final(status)), context(daemon)});
  }
  start_again_later(daemon, end);
}

void Supervisor::start_again_later(SupervisedDaemon& daemon, const std::string& what_happened) {
  const auto delay = daemon.ended(Clock::now());
  const auto when = delay.count() == 0 ? "" : fmt::format(" in {}", delay);
  messages_.say(fmt::format("{}; starting it again{}", what_happened, when), log::Level::warn);
}

void Supervisor::advance(const std::function<void()>& on_ready) {
  if (phase_ == Phase::starting) become_ready(on_ready);
  if (stopping()) return go_on_stopping();
  start_due();
}

void Supervisor::start_due() {
  for (auto& daemon : fleet_.all()) {
    if (!daemon.due() || *daemon.due() > Clock::now()) continue;
    if (const auto started = daemon.start(); !started) start_again_later(daemon, started.error());
  }
}

void Supervisor::become_ready(const std::function<void()>& on_ready) {
  if (fleet_.all_ready()) {
    phase_ = Phase::running;
    deadline_.reset();
    on_ready();
  } else if (Clock::now() >= *deadline_) {
    using Tenths = std::chrono::duration<std::int64_t, std::deci>;
    const std::chrono::duration<double> waited = std::chrono::round<Tenths>(*deadline_ - started_);
    stop({EX_UNAVAILABLE, fmt::format("not ready after {}: {}", waited, fleet_.unready())});
  }
}

void Supervisor::stop(Outcome outcome) {
  outcome_ = std::move(outcome);
  for (auto& daemon : fleet_.all()) daemon.retire();
  enter(Phase::draining);
}

void Supervisor::stop_by_request(int signal) {
  const bool was_ready = phase_ == Phase::running;
  messages_.say(signal == SIGINT ? "stopping (Ctrl-C again kills)" : "stopping");
  stop(was_ready ? Outcome{} : Outcome{EX_TEMPFAIL, "stopped before it was ready"});
}

void Supervisor::enter(Phase phase) {
  phase_ = phase;
  deadline_ = Clock::now() + patience_.drain;
  for (const auto& daemon : being_stopped()) daemon.signal(SIGTERM);
}

void Supervisor::go_on_stopping() {
  if (std::ranges::any_of(being_stopped(), &SupervisedDaemon::running)) {
    if (deadline_ && Clock::now() >= *deadline_) kill_the_late();
  } else if (phase_ == Phase::draining) {
    enter(Phase::closing);
    go_on_stopping();
  } else {
    phase_ = Phase::stopped;
  }
}

void Supervisor::kill_the_late() {
  deadline_.reset();
  for (const auto& daemon : being_stopped()) {
    if (!daemon.running()) continue;
    messages_.say(fmt::format("{} (pid {}) has not finished after {}; killing it", daemon.name(),
                              daemon.pid(), std::chrono::duration<double>(patience_.drain)),
                  log::Level::warn);
    daemon.signal(SIGKILL);
  }
}

void Supervisor::kill_all() {
  messages_.say("killing the daemons");
  for (const auto& daemon : fleet_.all()) daemon.signal(SIGKILL);
}

std::span<SupervisedDaemon> Supervisor::being_stopped() {
  return phase_ == Phase::draining ? fleet_.contexts() : fleet_.gateway();
}

}  // namespace bookrent::cli
