#pragma once
// A point in time: UTC, whole milliseconds. Text form on disk and on the wire is RFC 3339 with
// exactly three decimals and `Z` (`2026-11-22T08:05:00.000Z`), so that text order is time order.
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::clock {

using Milliseconds = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Milliseconds>;

/// The 24-character RFC 3339 form of `instant`; years 0000 to 9999.
std::string rfc3339(Instant instant);

/// Reads the form that rfc3339() writes; decimals may be absent. Nothing for any other text.
std::optional<Instant> parse_rfc3339(std::string_view text);

}  // namespace bookrent::clock
