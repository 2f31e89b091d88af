#pragma once
// The exit statuses of `bookrent`, after sysexits(3).
#include "common/message/error.hpp"

namespace bookrent::cli {

enum ExitStatus : int {
  done = 0,
  refused = 1,  // by a rule
  usage = 64,
  bad_records = 65,  // some input records were bad; the good ones were taken
  not_found = 66,    // no such user, book, rental, or input file
  unavailable = 69,  // gateway or daemon not reachable
  internal = 70,
  storage = 74,
  try_later = 75,
  not_allowed = 77,
  bad_configuration = 78,
};

ExitStatus exit_status_of(message::ErrorCode code);

}  // namespace bookrent::cli
