#pragma once

#include <sys/types.h>

#include <expected>
#include <filesystem>
#include <string>

namespace bookrent::cli {

/// A daemon to run, as `PROGRAM --data DATA`.
struct Launch {
  std::filesystem::path program;
  std::filesystem::path data;
  /// Where it reports, as $NOTIFY_SOCKET (see sd_notify(3)).
  std::filesystem::path notify_socket;
};

/// Starts it as a child that no accident of the caller's touches: its own process group, default
/// signals, umask 0077, stdin /dev/null, stdout and stderr both the caller's stderr, no other
/// descriptor. It gets SIGTERM when the caller dies, however that dies. The caller has one thread.
/// Error: why there is no new process, for people. A program that cannot be executed says so on
/// stderr and exits with status 126.
std::expected<pid_t, std::string> spawn(const Launch& launch);

/// How a process ended, from its wait status: "exited with status 3", "was killed by SIGSEGV".
std::string describe_end(int wait_status);

}  // namespace bookrent::cli
