#include "common/bus/unsent.hpp"

#include <algorithm>

namespace bookrent::bus {
namespace {

/// What a part costs ZeroMQ beyond its bytes.
constexpr std::size_t bytes_around_part = 128;

std::size_t cost_of(const message::Parts& parts) {
  std::size_t bytes = bytes_around_part * (parts.size() + 2);  // the address and the delimiter
  for (const std::string& part : parts) bytes += part.size();
  return bytes;
}

struct Kept {
  std::string part;
  std::size_t bytes;
  std::shared_ptr<std::atomic<std::size_t>> of_peer, of_all;
};

void let_go(void*, void* hint) {
  const std::unique_ptr<Kept> kept(static_cast<Kept*>(hint));
  *kept->of_peer -= kept->bytes;
  *kept->of_all -= kept->bytes;
}

}  // namespace

bool Unsent::has_room(const std::string& peer, const message::Parts& parts) const {
  const std::size_t left = bytes_max_ - std::min(bytes_->load(), bytes_max_);
  return waiting_for(peer) + cost_of(parts) <= left;
}

std::size_t Unsent::waiting_for(const std::string& peer) const {
  const auto found = by_peer_.find(peer);
  return found == by_peer_.end() ? 0 : found->second->load();
}

zmq::message_t Unsent::last_of(const std::string& peer, const message::Parts& parts) {
  auto kept = std::make_unique<Kept>(parts.back(), cost_of(parts), count_of(peer), bytes_);
  *kept->of_peer += kept->bytes;
  *kept->of_all += kept->bytes;
  zmq::message_t part(kept->part.data(), kept->part.size(), &let_go, kept.get());
  static_cast<void>(kept.release());  // it is the message's now
  return part;
}

std::shared_ptr<Unsent::Count> Unsent::count_of(const std::string& peer) {
  if (by_peer_.size() >= sweep_at_) {
    std::erase_if(by_peer_, [](const auto& one) { return *one.second == 0; });
    sweep_at_ = std::max<std::size_t>(1024, 2 * by_peer_.size());
  }
  auto& count = by_peer_[peer];
  if (!count) count = std::make_shared<Count>(0);
  return count;
}

}  // namespace bookrent::bus
