#pragma once
// What systemd, or `bookrent up` in its place, is told through $NOTIFY_SOCKET.
#include <optional>
#include <string>

#include "common/clock/clock.hpp"

namespace bookrent::daemon {

class SupervisorLink {
 public:
  SupervisorLink();
  /// Once: the daemon serves.
  void ready();
  void stopping();
  /// What it says of itself, for people; empty: nothing.
  void status(const std::string& sentence);
  /// The loop turns: feeds the watchdog, if there is one, as often as it wants.
  void alive(clock::Steady now);
  /// How long the loop may sleep at most; nothing: as long as it likes.
  std::optional<clock::Milliseconds> interval() const { return interval_; }

 private:
  bool told_ready_ = false;
  std::optional<clock::Milliseconds> interval_;
  clock::Steady fed_{};
};

}  // namespace bookrent::daemon
