#include "common/daemon/signals.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <system_error>

namespace bookrent::daemon {

Signals::Signals() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int one : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&set, one);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  descriptor_ = ::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "signalfd");
}

Signals::~Signals() { ::close(descriptor_); }

Signals::Arrived Signals::take() {
  Arrived arrived;
  signalfd_siginfo info{};
  while (::read(descriptor_, &info, sizeof info) == sizeof info) {
    if (info.ssi_signo != SIGHUP) {
      arrived.stop = true;
      continue;
    }
    arrived.reload = true;
    if (info.ssi_code == SI_QUEUE) arrived.askers.push_back(static_cast<pid_t>(info.ssi_pid));
  }
  return arrived;
}

}  // namespace bookrent::daemon
