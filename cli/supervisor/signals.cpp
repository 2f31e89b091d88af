#include "cli/supervisor/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace bookrent::cli {

std::expected<Signals, std::string> Signals::create() {
  sigset_t wanted;
  ::sigemptyset(&wanted);
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) ::sigaddset(&wanted, number);
  ::sigprocmask(SIG_BLOCK, &wanted, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  // Inherited as ignored, it would make the kernel bury the children before we see how they died.
  ::signal(SIGCHLD, SIG_DFL);
  suite::FileDescriptor source(::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!source) {
    return std::unexpected("signals cannot be read: " + std::generic_category().message(errno));
  }
  return Signals(std::move(source));
}

std::optional<int> Signals::next() const {
  signalfd_siginfo signal = {};
  if (::read(source_.get(), &signal, sizeof signal) != sizeof signal) return std::nullopt;
  return static_cast<int>(signal.ssi_signo);
}

}  // namespace bookrent::cli
