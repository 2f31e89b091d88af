#pragma once
// ZeroMQ sockets with the options that this suite needs, and parcels in and out of them.
#include <expected>
#include <optional>
#include <string>
#include <vector>
#include <zmq.hpp>

#include "common/bus/node.hpp"
#include "common/bus/unsent.hpp"

namespace bookrent::bus {

inline constexpr int queue_messages_max = 20000;  // high-water mark of each connection
inline constexpr int linger_ms = 1000;
inline constexpr int reconnect_ms = 20;
inline constexpr int reconnect_ms_max = 500;
inline constexpr int handshake_ms = 5000;  // until a connection that does not come to be is closed

/// The keys of one end of a link over TCP, in Z85 (see common/link/key_pair.hpp).
struct LinkKeys {
  std::string server_key;  // public, of the other end
  std::string public_key;
  std::string secret_key;
};

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
  void bind(const std::string& endpoint);
  void connect(const std::string& endpoint) { socket_.connect(endpoint); }
  /// The same over TCP, with keys: who holds `secret_key` is known, and whoever connects is asked
  /// about on admission_endpoint, in the name of this socket's `domain`.
  void bind(const std::string& endpoint, const std::string& secret_key, const std::string& domain);
  void connect(const std::string& endpoint, const LinkKeys& keys);
  void subscribe(const std::string& topic) { socket_.set(zmq::sockopt::subscribe, topic); }

  /// Of a router that strangers connect to, before it is bound. Of each, `unread_max` messages wait
  /// here; what follows waits with its sender. What they do not read is kept up to
  /// `unsent_bytes_max` of all together, beyond which send() fails for those who have most waiting.
  void expect_a_crowd(int unread_max, std::size_t unsent_bytes_max);

  /// The next message that has arrived, without waiting. In a crowd, what comes from a peer that
  /// does not read is passed over.
  std::optional<Parcel> receive();
  /// False when nobody can take it now: the peer is gone or does not read.
  bool send(const Parcel& parcel);

  /// A socket that gets a message whenever a connection has been made or refused; read it with
  /// take_news().
  zmq::socket_t watch_connections();

  Link link() const { return link_; }
  /// True when the other end has to prove that it holds its key.
  bool has_keys() const { return has_keys_; }
  zmq::socket_t& raw() { return socket_; }

 private:
  std::optional<Parcel> receive_any();

  zmq::context_t& context_;
  Link link_;
  Pattern pattern_;
  zmq::socket_t socket_;
  std::optional<Unsent> unsent_;
  bool has_keys_ = false;
};

/// Where ZeroMQ asks whom to let in (RFC 27, ZAP); bound by a router before anything that listens
/// with keys.
inline constexpr const char* admission_endpoint = "inproc://zeromq.zap.01";

/// What became of an attempt to connect.
enum class ConnectionNews {
  made,
  refused,  // the other end knows our key and does not take it; ZeroMQ tries no more
  failed,   // the other end is no ZeroMQ, or has another key than we expect, or went away
};

/// The next news of a socket that is watched, without waiting.
std::optional<ConnectionNews> take_news(zmq::socket_t& watch);

}  // namespace bookrent::bus
