#pragma once
// The state of the contexts as people and programs read it.
#include <span>
#include <string>
#include <vector>

#include "cli/commands/readers.hpp"
#include "cli/render/terminal.hpp"

namespace bookrent::cli {

/// A row for each of `shown`. How far a reader is behind is known from the heads of all contexts,
/// also where one is shown.
std::string table_of(const std::vector<ReaderState>& shown, const std::vector<ReaderState>& states,
                     const TerminalTraits& terminal);
/// One JSON object.
std::string json_of(const ReaderState& state);
/// `The breaker of rental is open since 2026-12-01 09:00, turns new work away …`
std::string sentence_of(const std::string& context, const BreakerShown& breaker);

}  // namespace bookrent::cli
