#pragma once
// SIGHUP: the settings are read anew while the daemon serves.
#include <sys/types.h>

#include <expected>
#include <functional>
#include <span>
#include <string>

#include "common/daemon/start.hpp"
#include "common/settings/settings.hpp"

namespace bookrent::daemon {

/// Reads the settings as the start did, and takes over what may change. All or nothing: when one is
/// wrong, or another one than before and may not change while the daemon runs, all stay as they
/// were.
class Reload {
 public:
  /// Takes over the settings; throws settings::BadSetting with nothing changed.
  using Adopt = std::function<void(const settings::Settings&)>;
  /// `start` is borrowed.
  Reload(Start& start, Adopt adopt) : start_(start), adopt_(std::move(adopt)) {}

  /// Error: what was wrong, in one line; the log has all of it.
  std::expected<void, std::string> operator()();

 private:
  std::expected<void, std::string> take();

  Start& start_;
  Adopt adopt_;
};

/// `bookrent-<name>d --reload PID`: has that daemon read its settings anew, and waits until it has.
/// It is asked by a SIGHUP with a value, so that it knows who waits. Returns the exit status, after
/// the reason was told on stderr.
int ask_to_reload(const std::string& program, pid_t daemon);
/// Tells those who wait how it went.
void answer_reload(std::span<const pid_t> askers, bool taken);

}  // namespace bookrent::daemon
