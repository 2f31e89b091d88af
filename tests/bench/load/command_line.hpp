#pragma once
#include <expected>

#include "cli/invocation.hpp"
#include "tests/bench/load/cast.hpp"
#include "tests/bench/load/demand.hpp"
#include "tests/bench/load/load.hpp"

namespace bookrent::bench {

struct Options {
  cli::GlobalOptions suite;
  Loop loop;
  Demand::Shape shape{{40, 5, 35, 20}, 1.0, 1};
  CastSize cast;
};

/// Reads the arguments. The error is an exit status: 0 after --help or --version, 64 for a command
/// line that cannot be understood, with the reason on stderr already.
std::expected<Options, int> read_command_line(int argc, char** argv);

}  // namespace bookrent::bench
