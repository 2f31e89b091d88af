#pragma once

#include <expected>
#include <optional>
#include <string>

#include "common/suite/file_descriptor.hpp"

namespace bookrent::cli {

/// The signals that a supervisor lives by, as something to poll: SIGINT, SIGTERM, SIGHUP and
/// SIGCHLD. From its creation on they interrupt nothing, and neither does SIGPIPE; this stays so
/// when it ends, because a signal that comes late must not change the exit status.
class Signals {
 public:
  static std::expected<Signals, std::string> create();

  /// Readable when a signal waits.
  int descriptor() const { return source_.get(); }
  /// The next signal's number, without waiting for one.
  std::optional<int> next() const;

 private:
  explicit Signals(suite::FileDescriptor source) : source_(std::move(source)) {}

  suite::FileDescriptor source_;
};

}  // namespace bookrent::cli
