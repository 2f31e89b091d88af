#include "cli/supervisor/down.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sysexits.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <nlohmann/json.hpp>
#include <system_error>

#include "cli/supervisor/messages.hpp"
#include "common/suite/file_descriptor.hpp"
#include "common/suite/file_lock.hpp"

namespace bookrent::cli {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using suite::FileDescriptor;

// The system calls by number: glibc has their names from 2.36 on, in a header without extern "C".
FileDescriptor open_process(pid_t pid) {
  return FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

bool terminate(const FileDescriptor& process) {
  return ::syscall(SYS_pidfd_send_signal, process.get(), SIGTERM, nullptr, 0) == 0;
}

bool wait_for_end(const FileDescriptor& process, Clock::time_point deadline) {
  pollfd end = {process.get(), POLLIN, 0};
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    const auto timeout = static_cast<int>(std::max(left, milliseconds{0}).count());
    const int answer = ::poll(&end, 1, timeout);
    if (answer >= 0 || errno != EINTR) return answer > 0;
  }
}

/// Says how it is now.
int tell(const suite::Suite& suite, bool was_running, bool json) {
  const std::string where = suite.data.string();
  if (json)
    write_line(STDOUT_FILENO,
               nlohmann::ordered_json{{"stopped", was_running}, {"data", where}}.dump());
  else
    write_line(STDOUT_FILENO,
               fmt::format("{} {}", was_running ? "stopped the suite in" : "no suite is running in",
                           where));
  return EX_OK;
}

int stop(const suite::Suite& suite, pid_t pid, const FileDescriptor& process, milliseconds patience,
         bool json) {
  const auto where = suite.data.string();
  if (!terminate(process) && errno != ESRCH) {
    return refuse(EX_NOPERM,
                  fmt::format("the suite in {} (pid {}) cannot be stopped: {}", where, pid,
                              std::generic_category().message(errno)),
                  json);
  }
  if (!wait_for_end(process, Clock::now() + patience)) {
    return refuse(EX_TEMPFAIL,
                  fmt::format("the suite in {} (pid {}) is still stopping after {}", where, pid,
                              std::chrono::duration<double>(patience)),
                  json);
  }
  return tell(suite, true, json);
}

}  // namespace

int down(const suite::Suite& suite, milliseconds deadline, bool json) {
  const auto lock = suite.supervisor_lock();
  if (::access(lock.c_str(), R_OK) != 0 && errno == EACCES) {
    return refuse(EX_NOPERM, fmt::format("{} cannot be read: it is not your suite", lock.string()),
                  json);
  }
  const auto pid = suite::lock_holder(lock);
  if (!pid || *pid <= 0) return tell(suite, false, json);
  const auto process = open_process(*pid);
  // Asked again, because the holder may have ended, and its pid been given to somebody else,
  // before the process was opened.
  if (!process || suite::lock_holder(lock) != pid) return tell(suite, false, json);
  return stop(suite, *pid, process, deadline, json);
}

}  // namespace bookrent::cli
