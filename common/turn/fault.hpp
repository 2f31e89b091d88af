#pragma once
// Faults: what is not a refusal.
#include <SQLiteCpp/Exception.h>

#include <stdexcept>

#include "common/message/error.hpp"

namespace bookrent::turn {

/// The storage cannot be trusted any more: the process must end, and recover from what is on disk.
struct StorageBroken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What to tell a caller whose request met a fault. The text of an exception may hold data of
/// others, so it goes to the log and not into the reply.
message::Error internal_fault();
message::Error storage_full();

}  // namespace bookrent::turn
