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

bool Signals::stop_requested() {
  bool stop = false;
  signalfd_siginfo info{};
  while (::read(descriptor_, &info, sizeof info) == sizeof info)
    stop = stop || info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT;
  return stop;
}

}  // namespace bookrent::daemon
