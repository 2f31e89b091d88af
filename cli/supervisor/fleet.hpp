#pragma once

#include <sys/types.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/supervisor/supervised_daemon.hpp"

namespace bookrent::cli {

/// The daemons of one suite.
class Fleet {
 public:
  /// `daemons`: the gateway first.
  explicit Fleet(std::vector<SupervisedDaemon> daemons) : daemons_(std::move(daemons)) {}

  std::span<SupervisedDaemon> all() { return daemons_; }
  std::span<SupervisedDaemon> gateway() { return all().first(1); }
  std::span<SupervisedDaemon> contexts() { return all().subspan(1); }

  /// The daemon that runs as this process; null when none does.
  SupervisedDaemon* find(pid_t pid);
  bool all_ready() const;
  /// The names of those that are not, each with what it last said of itself, for people.
  std::string unready() const;
  /// When the next one is due to start.
  std::optional<SupervisedDaemon::TimePoint> next_due() const;

 private:
  std::vector<SupervisedDaemon> daemons_;
};

}  // namespace bookrent::cli
