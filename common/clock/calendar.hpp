#pragma once
// Whole days in the library's time zone.
#include <expected>
#include <string>

#include "common/clock/instant.hpp"

namespace bookrent::clock {

/// Makes `zone` (an IANA name such as `Asia/Seoul`; empty: the system's zone) this process's time
/// zone. Call it once, before the first use of local time. Error: the zone is not installed.
std::expected<void, std::string> use_time_zone(const std::string& zone);

/// The last second (23:59:59) of the day that lies `days` days after the local day of `from`.
/// Days are counted on the calendar, so a change to or from summer time moves nothing.
Instant end_of_day_after(Instant from, int days);

/// The local day of `instant`, as `2026-12-06`.
std::string local_date(Instant instant);

}  // namespace bookrent::clock
