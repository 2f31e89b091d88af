#pragma once
// Bytes that no record may hold: what is not UTF-8 (RFC 3629), and NUL.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::cli {

/// The first such byte of a line in a person's words ("byte 7 of line 3 is not UTF-8"), if there
/// is one. Bytes count from 1.
std::optional<std::string> find_text_fault(std::string_view text, std::size_t line);

}  // namespace bookrent::cli
