#pragma once
// What the gateway itself answers instead of a context.
#include <string>
#include <string_view>

#include "common/clock/clock.hpp"
#include "common/message/message.hpp"

namespace bookrent::gateway {

message::Error invalid(std::string what);
message::Error no_such_operation(std::string_view op, std::string_view context);
/// The caller asks too fast.
message::Error too_fast(clock::Milliseconds wait);
message::Error overloaded(std::string_view context);
message::Error link_removed();

/// Time was up and no worker has ever had the request: nothing was changed.
message::Reply not_reachable(std::string id, std::string_view context);
/// Time was up after a worker got a query, which may simply be asked again.
message::Reply no_answer(std::string id, std::string_view context);
/// Time was up after a worker got a command: nobody here knows how it ended. A repeat has the same
/// idempotency key.
message::Reply no_outcome(std::string id, std::string_view context);

}  // namespace bookrent::gateway
