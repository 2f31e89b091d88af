#pragma once

#include <sys/types.h>

#include <chrono>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "common/suite/file_descriptor.hpp"

namespace bookrent::cli {

/// What a daemon reports of itself with sd_notify(3); other fields of a report are ignored.
struct Notification {
  /// Told by the kernel, not by the sender.
  pid_t sender = 0;
  /// READY=1
  bool ready = false;
  /// STATUS=, a sentence about what it is doing; nothing when the report has none.
  std::optional<std::string> status;
  /// EXTEND_TIMEOUT_USEC=, how long it may stay as it is from now on, an hour at most: it gets on
  /// with what it has to do before it is ready.
  std::optional<std::chrono::microseconds> more_time = {};
};

/// Reads the lines of a report.
Notification parse_notification(pid_t sender, std::string_view text);

/// The socket on which daemons report.
class NotifySocket {
 public:
  /// Binds it at a path, in the place of one that an earlier supervisor left. Error: for people.
  static std::expected<NotifySocket, std::string> create(const std::filesystem::path& path);

  /// Readable when a report waits.
  int descriptor() const { return socket_.get(); }
  /// The next report, without waiting for one.
  std::optional<Notification> receive() const;

 private:
  explicit NotifySocket(suite::FileDescriptor socket) : socket_(std::move(socket)) {}

  suite::FileDescriptor socket_;
};

}  // namespace bookrent::cli
