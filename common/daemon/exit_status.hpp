#pragma once
// How a daemon ends, after sysexits(3). A supervisor does not restart one that ended with
// `configuration`: it would only fail again.
#include <string_view>

namespace bookrent::daemon {

enum ExitStatus : int {
  done = 0,
  usage = 64,
  unavailable = 69,
  internal = 70,
  storage = 74,
  try_again = 75,  // another instance still holds the database or the sockets
  configuration = 78,
};

/// Says why on standard error, as `PROGRAM: REASON`; `status` comes back.
ExitStatus refuse(std::string_view program, std::string_view reason, ExitStatus status);

}  // namespace bookrent::daemon
