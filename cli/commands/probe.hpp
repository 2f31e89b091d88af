#pragma once
// `admin health --live` and `--ready`: an answer for a machine, by the exit status.
#include <vector>

#include "cli/commands/readers.hpp"

namespace bookrent::cli {

enum class Probe { live, ready };

/// Says why a context is not well, one line each; warnings are printed and count for nothing.
/// Returns the exit status.
int probe(Probe probe, const std::vector<ReaderState>& shown, const Session& session);

}  // namespace bookrent::cli
