#include "daemons/gateway/descriptors.hpp"

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>

#include "common/log/log.hpp"

namespace bookrent::gateway {
namespace {

rlimit limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit;
}

/// Whoever comes again and again must not flood the log.
void tell_full() {
  static std::uint64_t turned_away = 0;  // ZeroMQ accepts in one thread
  if (std::has_single_bit(++turned_away))
    log::warn("too many connections: one more was closed",
              {{"descriptors", limit().rlim_cur}, {"count", turned_away}});
}

}  // namespace

void provide_descriptors() {
  rlimit wanted = limit();
  wanted.rlim_cur = std::min<rlim_t>(wanted.rlim_max, descriptors_max);
  ::setrlimit(RLIMIT_NOFILE, &wanted);
}

}  // namespace bookrent::gateway

/// In the place of the C library's, which ZeroMQ calls: libzmq 4.3.4 (ipc_listener.cpp) ends the
/// process when a connection over ipc finds no descriptor (EMFILE), and over TCP asks again without
/// a pause. That one was aborted (ECONNABORTED), or that there is no room just now (ENFILE), it
/// takes.
extern "C" int accept4(int listener, sockaddr* address, socklen_t* size, int flags) {
  using namespace bookrent::gateway;
  const auto accepted = static_cast<int>(::syscall(SYS_accept4, listener, address, size, flags));
  if (accepted < 0) {
    if (errno == EMFILE) errno = ENFILE;
    return -1;
  }
  const auto most = static_cast<rlim_t>(accepted) + descriptors_kept;
  if (most < limit().rlim_cur) return accepted;
  ::close(accepted);
  tell_full();
  errno = ECONNABORTED;
  return -1;
}
