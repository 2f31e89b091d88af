#pragma once
// Who acts: what a domain may know of a verified principal.
#include <cstdint>
#include <string>

#include "common/message/message.hpp"

namespace bookrent::contract {

struct Actor {
  std::string id;            // as in the log: user:3, manager:0, service:payment
  std::int64_t user_id = 0;  // 0: not a registered user
  bool manager = false;

  /// Managers act for anybody, everybody else for themselves.
  bool may_act_for(std::int64_t user) const { return manager || (user_id != 0 && user_id == user); }
};

/// The actor behind a request that has passed the gateway.
Actor actor_of(const message::Request& request);

}  // namespace bookrent::contract
