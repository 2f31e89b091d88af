#pragma once
// Who a sender is. The only place that knows; the rules only see what it says.
#include <string>
#include <string_view>

#include "common/message/message.hpp"

namespace bookrent::gateway {

/// On whose behalf a client asks. Whoever can open the socket of the clients is the operator of
/// this machine: its directory is nobody else's. What the client claims of itself does not count.
message::Principal identify(std::string_view token);

/// A worker asks on behalf of its context.
message::Principal identify_worker(std::string_view context);

}  // namespace bookrent::gateway
