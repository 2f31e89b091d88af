#include "cli/supervisor/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

#include "cli/supervisor/messages.hpp"

namespace bookrent::cli {
namespace {

constexpr int status_not_executable = 126;

// The parent may have died before the death signal was asked for; nobody would ever send it then.
void die_with(pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(EXIT_FAILURE);
}

void reset_signals() {
  for (int number = 1; number <= SIGRTMAX; ++number) ::signal(number, SIG_DFL);
  // In a process group of its own it would be stopped for writing to a terminal set to tostop.
  ::signal(SIGTTOU, SIG_IGN);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void redirect_streams() {
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
}

[[noreturn]] void become(const Launch& launch, pid_t parent) {
  die_with(parent);
  ::setpgid(0, 0);
  ::umask(0077);
  reset_signals();
  redirect_streams();
  ::setenv("NOTIFY_SOCKET", launch.notify_socket.c_str(), 1);
  auto program = launch.program.string();
  auto data = launch.data.string();
  std::string option = "--data";
  const std::array<char*, 4> arguments = {program.data(), option.data(), data.data(), nullptr};
  ::execv(program.c_str(), arguments.data());
  const auto reason = std::generic_category().message(errno);
  Messages(Messages::suitable())
      .say(fmt::format("{} cannot be run: {}", program, reason), log::Level::error);
  ::_exit(status_not_executable);
}

std::string signal_name(int number) {
  const char* name = ::sigabbrev_np(number);
  return name == nullptr ? fmt::format("signal {}", number) : fmt::format("SIG{}", name);
}

}  // namespace

std::expected<pid_t, std::string> spawn(const Launch& launch) {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) become(launch, parent);
  if (child < 0) {
    return std::unexpected(fmt::format("{} cannot be started: {}", launch.program.string(),
                                       std::generic_category().message(errno)));
  }
  return child;
}

std::string describe_end(int wait_status) {
  if (WIFEXITED(wait_status)) {
    return fmt::format("exited with status {}", WEXITSTATUS(wait_status));
  }
  return fmt::format("was killed by {}{}", signal_name(WTERMSIG(wait_status)),
                     WCOREDUMP(wait_status) ? " (core dumped)" : "");
}

}  // namespace bookrent::cli
