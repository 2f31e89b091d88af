#pragma once
// SIGTERM, SIGINT and SIGHUP as something to poll. Made before any thread, so that every thread
// inherits the blocked signals.
#include <sys/types.h>

#include <vector>

namespace bookrent::daemon {

class Signals {
 public:
  Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();

  int descriptor() const { return descriptor_; }
  struct Arrived {
    bool stop = false;
    bool reload = false;
    std::vector<pid_t> askers = {};  // that wait to hear how the reload went: see ask_to_reload()
  };
  /// Takes what has arrived.
  Arrived take();

 private:
  int descriptor_;
};

}  // namespace bookrent::daemon
