#pragma once
// A participant on the bus, free of sockets and threads: a loop hands it what arrived and sends
// what it returns. Under ZeroMQ each daemon has one; a test or the simulator runs many in one
// thread.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/clock/clock.hpp"
#include "common/message/message.hpp"

namespace bookrent::bus {

/// The connections that a node can have. A daemon has `gateway` and `events`; the gateway has
/// `clients`, `workers` and `events`, and `admission`, on which ZeroMQ asks whom to let in.
enum class Link { gateway, events, clients, workers, admission };

/// One message that arrived on, or is to leave by, `link`. `peer` is the routing id of the other
/// side where a link has many, and empty where it has one. On `events` it is the topic, a source.
struct Parcel {
  Link link = Link::gateway;
  std::string peer;
  message::Parts parts;
  /// The public key that the sender has proved to hold; empty where the link asks for none.
  std::string key = {};
};

class Node {
 public:
  Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  virtual ~Node() = default;

  /// Handles all of `arrived` and whatever is due by time, and returns what may leave now.
  virtual std::vector<Parcel> turn(std::span<const Parcel> arrived) = 0;
  /// When turn() must be called even if nothing arrives.
  virtual clock::Steady wake_at() = 0;
  /// The connection behind `link` was made (again): what was sent before may be lost.
  virtual void connected(Link link) = 0;
  /// A parcel could not be delivered: its peer is gone.
  virtual void undeliverable(const Parcel& parcel) = 0;
  /// Asks for a clean end; done() tells when it is reached.
  virtual void stop() = 0;
  virtual bool done() = 0;
  /// True when the node serves: what a supervisor waits for.
  virtual bool ready() = 0;
  /// Events that it knows of and must read before it is ready: falls while it gets on.
  virtual std::int64_t unread() const { return 0; }
};

}  // namespace bookrent::bus
