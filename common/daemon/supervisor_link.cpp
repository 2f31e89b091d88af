#include "common/daemon/supervisor_link.hpp"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <utility>

namespace bookrent::daemon {
namespace {

constexpr clock::Milliseconds reading_interval{5'000};
constexpr std::chrono::seconds reading_patience{30};

}  // namespace

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
  sd_notify(0, told_reading_ ? "READY=1\nSTATUS=" : "READY=1");
}

void SupervisorLink::reading(std::int64_t unread, clock::Steady now) {
  if (told_ready_ || now < looked_at_unread_ + reading_interval) return;
  looked_at_unread_ = now;
  if (unread >= std::exchange(unread_, unread) || unread == 0) return;
  told_reading_ = true;
  const auto report = fmt::format("EXTEND_TIMEOUT_USEC={}\nSTATUS=reading events, {} to go",
                                  std::chrono::microseconds{reading_patience}.count(), unread);
  sd_notify(0, report.c_str());
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
