#include "common/turn/fault.hpp"

namespace bookrent::turn {

message::Error internal_fault() {
  message::Error error;
  error.code = message::ErrorCode::internal;
  error.message = "an internal fault; nothing was changed, and the daemon's log says more";
  return error;
}

message::Error storage_full() {
  message::Error error;
  error.code = message::ErrorCode::storage;
  error.reason = "disk_full";
  error.message = "the disk is full; nothing was changed. Make room and repeat the command";
  error.retryable = true;
  return error;
}

}  // namespace bookrent::turn
