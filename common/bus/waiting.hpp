#pragma once
// Sleeping until there is something to receive: zmq_poll() with fewer questions. That asks the
// kernel about each socket twice for each sleep; here a socket is asked when its descriptor says
// so, or when it was used since (zmq_getsockopt(3), ZMQ_FD: what is sent or received may hide that
// more has come).
#include <poll.h>

#include <cstddef>
#include <vector>
#include <zmq.hpp>

#include "common/clock/clock.hpp"

namespace bookrent::bus {

class Waiting {
 public:
  /// `descriptor` and `socket` are borrowed. Both give their place for the functions below.
  std::size_t add(int descriptor);
  std::size_t add(zmq::socket_t& socket);

  /// Something was sent by the socket. What was received after ready() need not be told.
  void used(std::size_t place) { sources_[place].quiet = false; }

  /// Sleeps until one is ready to be received from, or `time` is over, or a signal was handled.
  /// Throws zmq::error_t or std::system_error.
  void wait(clock::Milliseconds time);
  bool ready(std::size_t place) const { return sources_[place].ready; }

 private:
  struct Source {
    zmq::socket_t* socket = nullptr;  // nothing: a descriptor of its own
    bool quiet = false;               // the socket had nothing, and was not used since
    bool ready = false;
  };
  bool any_ready() const;
  void ask(Source& source);

  std::vector<Source> sources_;
  std::vector<pollfd> descriptors_;  // of each of them
};

}  // namespace bookrent::bus
