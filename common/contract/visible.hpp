#pragma once
// Text that nobody can see is no name.
#include <string_view>

namespace bookrent::contract {

/// Whether UTF-8 `text` has a character that shows: one that is neither a blank of Unicode nor
/// invisible, such as U+200B or U+3164.
bool shows_something(std::string_view text);

}  // namespace bookrent::contract
