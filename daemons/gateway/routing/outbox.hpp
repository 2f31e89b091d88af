#pragma once
// What leaves with the end of the turn, in order.
#include <string>
#include <utility>
#include <vector>

#include "common/bus/node.hpp"

namespace bookrent::gateway {

class Outbox {
 public:
  void send(bus::Link link, std::string peer, const message::Message& message) {
    send({link, std::move(peer), message::encode(message)});
  }
  void send(bus::Parcel parcel) { parcels_.push_back(std::move(parcel)); }

  bool empty() const { return parcels_.empty(); }
  std::vector<bus::Parcel> take() { return std::exchange(parcels_, {}); }

 private:
  std::vector<bus::Parcel> parcels_;
};

}  // namespace bookrent::gateway
