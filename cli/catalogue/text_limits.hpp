#pragma once
// What text a catalogue entry may carry.
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace bookrent::cli {

/// Error: `text` is longer than `bytes_max`, or holds a control character other than line feed and
/// tab; `what` names it in the message ("the title is over 1000 bytes").
std::expected<void, std::string> check_text(std::string_view what, std::string_view text,
                                            std::size_t bytes_max);

}  // namespace bookrent::cli
