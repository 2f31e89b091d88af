#pragma once
// base64url without padding, as tokens and their keys are written (RFC 7515, section 2).
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::token {

std::string to_base64url(std::string_view bytes);

/// There is one text for any bytes: nothing for one with padding, blanks, line ends or characters
/// of plain base64, or whose last character has bits that belong to no byte.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace bookrent::token
