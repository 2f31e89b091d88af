#pragma once
// Instants as they stand in the tables.
#include <optional>
#include <string>

#include "common/clock/instant.hpp"

namespace bookrent::view {

/// Throws std::runtime_error for text that rfc3339() did not write.
clock::Instant instant(const std::string& column);
std::optional<clock::Instant> instant(const std::optional<std::string>& column);

}  // namespace bookrent::view
