#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "common/suite/file_descriptor.hpp"

namespace bookrent::cli {

/// How a process in the background tells the command that waits for it how its start went.
class StartReport {
 public:
  explicit StartReport(suite::FileDescriptor pipe) : pipe_(std::move(pipe)) {}

  /// Ends the command with this status and text; from then on this process lives without it.
  /// Only the first report counts.
  void send(int status, std::string_view text);
  /// How far it has come, for whoever watches the command on a terminal.
  void progress(std::string_view text);

 private:
  suite::FileDescriptor pipe_;
};

/// Runs `work` in a process of its own that no terminal reaches: a new session, in /, with stdin
/// /dev/null, stdout and stderr appended to `log` (mode 0600) and no other descriptor of the
/// caller's. Prints what `work` reports (stdout with status 0, else stderr) and returns that
/// status, while `work` goes on; when the caller dies earlier, `work` gets SIGTERM. `json`: what
/// goes wrong here is told as a JSON object.
int in_background(const std::filesystem::path& log, bool json,
                  const std::function<int(StartReport&)>& work);

}  // namespace bookrent::cli
