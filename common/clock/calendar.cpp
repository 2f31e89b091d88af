#include "common/clock/calendar.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>

namespace bookrent::clock {

std::expected<void, std::string> use_time_zone(const std::string& zone) {
  if (!zone.empty()) {
    const std::filesystem::path root = "/usr/share/zoneinfo";
    std::error_code error;
    const bool outside = zone.starts_with('/') || zone.find("..") != std::string::npos;
    if (outside || !std::filesystem::is_regular_file(root / zone, error))
      return std::unexpected(fmt::format("no time zone named '{}' in {}", zone, root.string()));
    ::setenv("TZ", zone.c_str(), 1);
  }
  ::tzset();
  return {};
}

std::string local_date(Instant instant) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(instant);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  return fmt::format("{:04}-{:02}-{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

Instant end_of_day_after(Instant from, int days) {
  const std::time_t start = std::chrono::system_clock::to_time_t(from);
  std::tm local{};
  ::localtime_r(&start, &local);
  local.tm_mday += days;
  local.tm_hour = 23;
  local.tm_min = 59;
  local.tm_sec = 59;
  local.tm_isdst = -1;
  return std::chrono::floor<Milliseconds>(
      std::chrono::system_clock::from_time_t(std::mktime(&local)));
}

}  // namespace bookrent::clock
