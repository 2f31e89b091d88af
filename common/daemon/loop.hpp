#pragma once
// The loop of every daemon: sleep until a message, a signal or a time is due, take all that is
// ready, give it to the node, send what it returns. One thread, no locks.
#include <vector>

#include "common/bus/node.hpp"
#include "common/bus/socket.hpp"
#include "common/clock/clock.hpp"

namespace bookrent::daemon {

/// Messages taken from each socket for one turn, at most.
inline constexpr std::size_t gathered_max = 256;

class Reload;
class Signals;

/// Runs `node` until it is done. The sockets must be bound or connected after `signals` was made;
/// `watches` are sockets from Socket::watch_connections, in the order of `sockets` (or fewer).
/// `reload` is what SIGHUP does.
void run_loop(bus::Node& node, Signals& signals, Reload& reload, std::vector<bus::Socket*> sockets,
              std::vector<zmq::socket_t> watches, const clock::Clock& clock);

}  // namespace bookrent::daemon
