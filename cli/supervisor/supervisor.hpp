#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "cli/supervisor/fleet.hpp"
#include "cli/supervisor/messages.hpp"
#include "cli/supervisor/notify_socket.hpp"
#include "cli/supervisor/signals.hpp"

namespace bookrent::cli {

/// How long a supervisor waits for its daemons.
struct Patience {
  /// For all of them to be ready; one that gets on with what it must do before has longer.
  std::chrono::milliseconds start{30'000};
  /// For the contexts, and then for the gateway, to finish what they have begun.
  std::chrono::milliseconds drain{10'000};
};

/// How a supervisor came to its end.
struct Outcome {
  /// After sysexits(3).
  int status = 0;
  /// Why the status is not 0, for people.
  std::string reason;
  /// The daemon that ended it, as `rental`; empty when it was none.
  std::string daemon = {};
};

/// Keeps a suite's daemons running until it is told to stop: one loop that sleeps until a signal,
/// a report or a deadline.
///
/// SIGINT and SIGTERM stop the contexts and then the gateway, so that replies still get out; a
/// SIGINT while that goes on kills them. SIGHUP is passed on, unless it came because the terminal
/// was closed, which stops the suite. A daemon that dies is started again; one that exits with
/// EX_CONFIG or EX_IOERR before all are ready stops the suite with that status.
class Supervisor {
 public:
  /// The references outlive the supervisor.
  Supervisor(Fleet fleet, const NotifySocket& reports, const Signals& signals,
             const Messages& messages, Patience patience);

  /// Returns when no daemon runs any more. Calls `on_ready` once, when all are ready for the
  /// first time; until then `on_progress` whenever one tells how far it has come.
  Outcome run(const std::function<void()>& on_ready,
              const std::function<void(const std::string&)>& on_progress);

 private:
  using TimePoint = SupervisedDaemon::TimePoint;
  enum class Phase { starting, running, draining, closing, stopped };

  void wait() const;

  void take_reports(const std::function<void(const std::string&)>& on_progress);
  void take_signals();
  void take(int signal);
  void hang_up();
  void bury_the_dead();
  void bury(SupervisedDaemon& daemon, int wait_status);
  void start_again_later(SupervisedDaemon& daemon, const std::string& what_happened);

  void advance(const std::function<void()>& on_ready);
  void start_due();
  void become_ready(const std::function<void()>& on_ready);

  bool stopping() const { return phase_ >= Phase::draining; }
  void stop(Outcome outcome);
  void stop_by_request(int signal);
  void enter(Phase phase);
  void go_on_stopping();
  void kill_the_late();
  void kill_all();
  std::span<SupervisedDaemon> being_stopped();

  Fleet fleet_;
  const NotifySocket& reports_;
  const Signals& signals_;
  const Messages& messages_;
  const Patience patience_;
  /// The terminal that this process was started from; negative without one.
  const int terminal_;
  Phase phase_ = Phase::starting;
  TimePoint started_{};
  /// Of the phase; nothing when it may last.
  std::optional<TimePoint> deadline_;
  Outcome outcome_;
};

}  // namespace bookrent::cli
