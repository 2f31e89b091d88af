#pragma once
// How much a socket keeps for peers that do not read. ZeroMQ counts messages, for each peer alone;
// this counts the bytes of all of them.
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>
#include <zmq.hpp>

#include "common/message/message.hpp"

namespace bookrent::bus {

class Unsent {
 public:
  /// No more than `bytes_max` are ever kept.
  explicit Unsent(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// Whether `peer` may have this too: nobody has more waiting than is left for all others, so one
  /// who does not read never takes the room of those who do.
  bool has_room(const std::string& peer, const message::Parts& parts) const;
  /// The last of `parts` as ZeroMQ takes it. All of them count until it lets go of this one: it was
  /// written, or its peer is gone.
  zmq::message_t last_of(const std::string& peer, const message::Parts& parts);

  /// Whether `peer` has left so much unread, one part in `shares` of the room for all, that what it
  /// asks for is not worth the work.
  bool is_deaf(const std::string& peer) const { return waiting_for(peer) > bytes_max_ / shares; }

  std::size_t bytes() const { return *bytes_; }

  static constexpr std::size_t shares = 64;

 private:
  using Count = std::atomic<std::size_t>;  // ZeroMQ lets go in its own thread
  std::size_t waiting_for(const std::string& peer) const;
  std::shared_ptr<Count> count_of(const std::string& peer);

  std::size_t bytes_max_;
  std::shared_ptr<Count> bytes_ = std::make_shared<Count>(0);
  std::unordered_map<std::string, std::shared_ptr<Count>> by_peer_;
  std::size_t sweep_at_ = 1024;  // peers, when those that have nothing waiting are forgotten
};

}  // namespace bookrent::bus
