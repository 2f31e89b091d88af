#pragma once
// JSON of strangers: read in one way only.
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::token {

/// Objects and arrays within each other, the outermost counted.
constexpr int json_depth_max = 32;

/// The object that `text` is. Nothing for anything else, for one with two members of the same name
/// anywhere (RFC 8725, section 2.3: two readers could take different ones), and for one deeper than
/// json_depth_max.
std::optional<nlohmann::json> read_object(std::string_view text);

/// One line; bytes that are not UTF-8 are replaced.
std::string written(const nlohmann::json& json);

}  // namespace bookrent::token
