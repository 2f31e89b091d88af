#pragma once
// What a measurement found, for people and for programs.
#include <optional>
#include <string>

#include "cli/render/terminal.hpp"
#include "tests/bench/load/load.hpp"

namespace bookrent::bench {

struct Report {
  Loop loop;
  Measured measured;
  /// From the first request until every reader had read all that came of them; nothing: not within
  /// the time that is waited for it.
  std::optional<std::chrono::nanoseconds> caught_up;
};

/// All kinds together.
Outcomes total(const Measured& measured);
/// Those without an error, in a second of `time`.
double per_second(const Outcomes& outcomes, std::chrono::nanoseconds time);
std::uint64_t errors(const Outcomes& outcomes);

/// A table, and a sentence on each thing that it does not say; lines.
std::string text_of(const Report& report, const cli::TerminalTraits& terminal);
/// One object on one line, without a newline.
std::string json_of(const Report& report);

/// How a run goes, while it runs.
std::string progress_line(const Loop& loop, const Measured& so_far);

}  // namespace bookrent::bench
