#pragma once

#include <chrono>

#include "common/suite/suite.hpp"

namespace bookrent::cli {

/// Stops the suite that `bookrent up` runs, and waits until it has drained: `bookrent down`. Says
/// on stdout what it did. Returns the exit status: 0 stopped, or none was running; 75 still
/// draining when the deadline had passed; 77 not allowed.
int down(const suite::Suite& suite, std::chrono::milliseconds deadline, bool json = false);

}  // namespace bookrent::cli
