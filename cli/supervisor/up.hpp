#pragma once

#include <filesystem>
#include <functional>

#include "cli/supervisor/supervisor.hpp"
#include "common/suite/suite.hpp"

namespace bookrent::cli {

struct UpOptions {
  suite::Suite suite;
  /// Return once the suite is ready, and leave it running.
  bool detach = false;
  /// Print JSON objects; what is said while it runs are JSON lines then.
  bool json = false;
  /// Where the six daemons are; empty: beside this program, else in its ../sbin.
  std::filesystem::path daemons = {};
  Patience patience = {};
  /// Called once all daemons are ready, in the process that was started. It must not take long.
  std::function<void()> when_ready = [] {};
};

/// Runs a whole suite: `bookrent up`. Prints one line to stdout when all daemons are ready, and
/// everything else to stderr (detached: to bookrent.log in the data directory). Returns the exit
/// status: 0 stopped as asked (detached: ready), 1 a suite is already running there, 69 a daemon is
/// missing or not ready in time, 74 and 78 a daemon's own, 74 the directories cannot be used, 75
/// stopped before it was ready.
///
/// It takes the process over: signals stay blocked, the umask is 0077, and only one thread may run.
int up(const UpOptions& options);

}  // namespace bookrent::cli
