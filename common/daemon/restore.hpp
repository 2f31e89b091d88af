#pragma once
#include <filesystem>

#include "common/daemon/context.hpp"

namespace bookrent::daemon {

/// `bookrent-<name>d --restore FILE`: makes a copy of this context's database fit to be used.
/// Checks that it is this context's and whole, brings it to this version's schema, and begins a new
/// epoch of its log, for others may have read what came after it. Its ids go on behind all that the
/// databases have given which it is to replace or has replaced before: FILE stands in a directory
/// of its own in the suite's data directory. Returns the exit status; what is wrong with it stands
/// on standard error, in a line.
int restore(const Context& context, const std::filesystem::path& file);

}  // namespace bookrent::daemon
