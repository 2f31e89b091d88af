#pragma once
// Instants for people.
#include <string>
#include <string_view>

namespace bookrent::cli {

/// An instant as a person here reads it: `2026-11-22T08:05:00Z` is `2026-11-22 17:05` in Seoul.
/// Takes RFC 3339 in UTC, seconds with or without a fraction; the zone is the process's (TZ).
/// Anything else comes back as it was, made printable.
std::string local_time(std::string_view rfc3339_utc);
/// The same to the millisecond: `2026-11-22 17:05:00.042`.
std::string local_time_exactly(std::string_view rfc3339_utc);

}  // namespace bookrent::cli
