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

int fail(int status, std::string_view text) {
  Messages(Messages::Style::terminal).say(text);
  return status;
}

int not_running(const suite::Suite& suite) {
  write_line(STDOUT_FILENO, fmt::format("no suite is running in {}", suite.data.string()));
  return EX_OK;
}

int stop(const suite::Suite& suite, pid_t pid, const FileDescriptor& process,
         milliseconds patience) {
  const auto where = suite.data.string();
  if (!terminate(process) && errno != ESRCH) {
    return fail(EX_NOPERM, fmt::format("the suite in {} (pid {}) cannot be stopped: {}", where, pid,
                                       std::generic_category().message(errno)));
  }
  if (!wait_for_end(process, Clock::now() + patience)) {
    return fail(EX_TEMPFAIL, fmt::format("the suite in {} (pid {}) is still stopping after {}",
                                         where, pid, std::chrono::duration<double>(patience)));
  }
  write_line(STDOUT_FILENO, fmt::format("stopped the suite in {}", where));
  return EX_OK;
}

}  // namespace

int down(const suite::Suite& suite, milliseconds deadline) {
  const auto lock = suite.supervisor_lock();
  if (::access(lock.c_str(), R_OK) != 0 && errno == EACCES) {
    return fail(EX_NOPERM, fmt::format("{} cannot be read: it is not your suite", lock.string()));
  }
  const auto pid = suite::lock_holder(lock);
  if (!pid || *pid <= 0) return not_running(suite);
  const auto process = open_process(*pid);
  // Asked again, because the holder may have ended, and its pid been given to somebody else,
  // before the process was opened.
  if (!process || suite::lock_holder(lock) != pid) return not_running(suite);
  return stop(suite, *pid, process, deadline);
}

}  // namespace bookrent::cli
