#pragma once
#include "common/daemon/context.hpp"
#include "common/daemon/start.hpp"

namespace bookrent::daemon {

/// `bookrent-<name>d --check`: answers questions about the database of a stopped daemon, one a line
/// on standard input, on standard output (see common/audit/answer.hpp), until there are no more.
/// Changes nothing. Returns the exit status; what made it fail is the last line.
int answer_check(const Context& context, const Start& start);

}  // namespace bookrent::daemon
