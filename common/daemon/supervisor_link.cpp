#include "common/daemon/supervisor_link.hpp"

#include <systemd/sd-daemon.h>

#include <cstdint>

namespace bookrent::daemon {

SupervisorLink::SupervisorLink() {
  std::uint64_t microseconds = 0;
  // Twice within the watchdog's time, as sd_watchdog_enabled(3) advises.
  if (sd_watchdog_enabled(0, &microseconds) > 0)
    interval_ =
        std::chrono::floor<clock::Milliseconds>(std::chrono::microseconds{microseconds}) / 2;
}

void SupervisorLink::ready() {
  if (told_ready_) return;
  told_ready_ = true;
  sd_notify(0, "READY=1");
}

void SupervisorLink::stopping() { sd_notify(0, "STOPPING=1"); }

void SupervisorLink::status(const std::string& sentence) {
  sd_notify(0, ("STATUS=" + sentence).c_str());
}

void SupervisorLink::alive(clock::Steady now) {
  if (!interval_ || now < fed_ + *interval_) return;
  fed_ = now;
  sd_notify(0, "WATCHDOG=1");
}

}  // namespace bookrent::daemon
