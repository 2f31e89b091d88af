#pragma once
#include <expected>

#include "cli/invocation.hpp"

namespace bookrent::cli {

/// Reads the arguments. The error is an exit status: 0 after --help or --version, 64 for a command
/// line that cannot be understood, with the reason on stderr already.
std::expected<Invocation, int> read_command_line(int argc, char** argv);

}  // namespace bookrent::cli
