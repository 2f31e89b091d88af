#pragma once

#include <sys/types.h>

#include <chrono>
#include <expected>
#include <optional>
#include <string>

#include "cli/supervisor/child_process.hpp"
#include "cli/supervisor/notify_socket.hpp"
#include "cli/supervisor/restart_policy.hpp"

namespace bookrent::cli {

/// One daemon over all its lives: due to start, starting, ready, dead and due again.
class SupervisedDaemon {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// Due at once.
  explicit SupervisedDaemon(Launch launch);

  const std::string& name() const { return name_; }
  /// 0 while it does not run.
  pid_t pid() const { return pid_; }
  bool running() const { return pid_ != 0; }
  bool ready() const { return ready_since_.has_value(); }
  /// The last sentence that this life reported about itself; may be empty.
  const std::string& status() const { return status_; }
  /// When to start it; nothing while it runs or after retire().
  std::optional<TimePoint> due() const { return due_; }

  /// Error: why there is no process, for people; the caller counts that with ended().
  std::expected<void, std::string> start();
  void heard(const Notification& notification, TimePoint now);
  /// Counts a death. Returns how long until it is due again.
  std::chrono::milliseconds ended(TimePoint now);
  /// Never due again.
  void retire() { due_.reset(); }
  /// Sends a signal, if it runs.
  void signal(int number) const;

 private:
  Launch launch_;
  std::string name_;
  RestartPolicy policy_;
  pid_t pid_ = 0;
  std::string status_;
  std::optional<TimePoint> ready_since_;
  std::optional<TimePoint> due_ = TimePoint::min();
};

}  // namespace bookrent::cli
