#pragma once
// ZeroMQ sockets with the options that this suite needs, and parcels in and out of them.
#include <expected>
#include <optional>
#include <string>
#include <vector>
#include <zmq.hpp>

#include "common/bus/node.hpp"

namespace bookrent::bus {

inline constexpr int queue_messages_max = 20000;  // high-water mark of each connection
inline constexpr int linger_ms = 1000;
inline constexpr int reconnect_ms = 20;
inline constexpr int reconnect_ms_max = 500;

/// How a socket frames its messages.
enum class Pattern {
  dealer,  // one peer: empty delimiter, parts
  router,  // many peers: routing id, empty delimiter, parts
  publish,
  subscribe,  // topic, parts
};

class Socket {
 public:
  Socket(zmq::context_t& context, Link link, Pattern pattern);

  /// Throw zmq::error_t when the address is taken or malformed.
  void bind(const std::string& endpoint) { socket_.bind(endpoint); }
  void connect(const std::string& endpoint) { socket_.connect(endpoint); }
  void subscribe(const std::string& topic) { socket_.set(zmq::sockopt::subscribe, topic); }

  /// The next message that has arrived, without waiting.
  std::optional<Parcel> receive();
  /// False when nobody can take it now: the peer is gone or does not read.
  bool send(const Parcel& parcel);

  /// A socket that gets a message whenever a connection has been made.
  zmq::socket_t watch_connections();

  Link link() const { return link_; }
  zmq::socket_t& raw() { return socket_; }

 private:
  zmq::context_t& context_;
  Link link_;
  Pattern pattern_;
  zmq::socket_t socket_;
};

}  // namespace bookrent::bus
