#include "common/daemon/exit_status.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace bookrent::daemon {

ExitStatus refuse(std::string_view program, std::string_view reason, ExitStatus status) {
  fmt::print(stderr, "{}: {}\n", program, reason);
  return status;
}

}  // namespace bookrent::daemon
