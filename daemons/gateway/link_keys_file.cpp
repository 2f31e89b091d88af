#include "daemons/gateway/link_keys_file.hpp"

#include "common/link/desk.hpp"
#include "common/log/log.hpp"

namespace bookrent::gateway {

std::optional<std::vector<link::Peer>> LinkKeysFile::changed() {
  auto peers = link::read_allowed(suite_);
  if (!peers) {
    if (peers.error() != last_fault_)
      log::error("the allowed links cannot be read; those before count still",
                 {{"why", peers.error()}});
    last_fault_ = std::move(peers.error());
    return std::nullopt;
  }
  last_fault_.clear();
  if (*peers == last_) return std::nullopt;
  last_ = *std::move(peers);
  log::info("links that are allowed", {{"links", last_.size()}});
  return last_;
}

}  // namespace bookrent::gateway
