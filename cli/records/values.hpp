#pragma once
// Strict readings of a record's values. An error is the words to say after the field's name.
#include <cstdint>
#include <expected>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace bookrent::cli {

/// A JSON integer, or a string of digits with at most a minus before them (a CSV cell).
/// Error: "'12.5' is not a whole number", "'9223372036854775808' is too large".
std::expected<std::int64_t, std::string> as_integer(const nlohmann::json& value);

/// A JSON string; the view lives as long as `value`. Error: "12 is not text".
std::expected<std::string_view, std::string> as_text(const nlohmann::json& value);

}  // namespace bookrent::cli
