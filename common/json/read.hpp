#pragma once
// JSON text that comes with every message: simdjson reads it, several times as fast as
// nlohmann/json, whose values hold it from then on.
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace bookrent::json {

/// As nlohmann::json::parse does without exceptions: `discarded` when it is no JSON. Of members
/// with the same name the last one counts. No JSON is also what nests deeper than 1024 levels, and
/// a whole number beyond 64 bits.
nlohmann::json read(std::string_view text);

}  // namespace bookrent::json
