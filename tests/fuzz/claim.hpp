#pragma once
// What a fuzz target is, and how it says that something is not as it should be.
#include <string_view>

namespace bookrent::fuzz {

/// The one function that each target defines: it is handed any bytes at all.
void run(std::string_view input);

/// Ends the process, saying `what` was claimed, unless it holds.
void claim(bool holds, std::string_view what);

}  // namespace bookrent::fuzz
