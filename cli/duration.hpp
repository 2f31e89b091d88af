#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace bookrent::cli {

/// `500ms`, `10s`, `2m`, `1h`; a bare number is seconds. Nothing for any other text, and beyond a
/// year.
std::optional<std::chrono::milliseconds> read_duration(std::string_view text);

}  // namespace bookrent::cli
