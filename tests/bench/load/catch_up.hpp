#pragma once
#include <chrono>
#include <expected>
#include <optional>

#include "cli/session.hpp"

namespace bookrent::bench {

/// Waits until every reader has read all that there is, and nothing new has come of that since: a
/// payment that is captured is an event again. The moment at which it was so first; nothing when it
/// is not within `patience`. Error: the exit status, after the reason was told.
std::expected<std::optional<std::chrono::steady_clock::time_point>, cli::ExitStatus> caught_up(
    cli::Session& session, std::chrono::milliseconds patience);

}  // namespace bookrent::bench
