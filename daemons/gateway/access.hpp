#pragma once
// The gateway's own operations about who may do what.
#include <string>

#include "daemons/gateway/routing/registry.hpp"

namespace bookrent::gateway {

/// The body of the answer to `whoami`: the principal that a request has here.
std::string whoami(const message::Principal& principal);

/// The body of the answer to `rules`: every operation that was announced, and the gateway's own.
std::string rules(const Rules& own, const Registry& registry);

}  // namespace bookrent::gateway
