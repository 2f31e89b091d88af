#pragma once
#include <expected>

#include "cli/invocation.hpp"

namespace bookrent::cli {

/// Whether --json stands there, also in a command line that cannot be understood.
bool wants_json(int argc, char** argv);

/// Reads the arguments. The error is an exit status: 0 after --help or --version (74 when they
/// could not be written), 64 for a command line that cannot be understood, with the reason on
/// stderr already.
std::expected<Invocation, int> read_command_line(int argc, char** argv);

}  // namespace bookrent::cli
