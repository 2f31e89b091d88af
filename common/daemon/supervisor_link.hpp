#pragma once
// What systemd, or `bookrent up` in its place, is told through $NOTIFY_SOCKET.
#include <cstdint>
#include <optional>
#include <string>

#include "common/clock/clock.hpp"

namespace bookrent::daemon {

class SupervisorLink {
 public:
  SupervisorLink();
  /// Once: the daemon serves.
  void ready();
  /// Before it has been ready: the daemon must read so many events. While there are less and less,
  /// it is given more time for its start, and how far it has come is told.
  void reading(std::int64_t unread, clock::Steady now);
  void stopping();
  /// What it says of itself, for people; empty: nothing.
  void status(const std::string& sentence);
  /// The loop turns: feeds the watchdog, if there is one, as often as it wants.
  void alive(clock::Steady now);
  /// How long the loop may sleep at most; nothing: as long as it likes.
  std::optional<clock::Milliseconds> interval() const { return interval_; }

 private:
  bool told_ready_ = false;
  bool told_reading_ = false;
  std::int64_t unread_ = 0;
  clock::Steady looked_at_unread_{};
  std::optional<clock::Milliseconds> interval_;
  clock::Steady fed_{};
};

}  // namespace bookrent::daemon
