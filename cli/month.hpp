#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::cli {

/// `2026-10`. Nothing for any other text.
std::optional<std::chrono::year_month> read_month(std::string_view text);
std::string text_of(std::chrono::year_month month);

}  // namespace bookrent::cli
