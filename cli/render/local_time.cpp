#include "cli/render/local_time.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <optional>

#include "cli/render/text.hpp"
#include "common/clock/instant.hpp"

namespace bookrent::cli {

namespace {

struct Shown {
  std::string to_the_minute;
  std::string seconds;  // and the milliseconds
};

std::optional<Shown> shown(std::string_view rfc3339_utc) {
  const std::optional<clock::Instant> instant = clock::parse_rfc3339(rfc3339_utc);
  if (!instant) return std::nullopt;
  const auto whole = std::chrono::floor<std::chrono::seconds>(*instant);
  const std::time_t since_1970 = whole.time_since_epoch().count();
  std::tm local{};
  if (localtime_r(&since_1970, &local) == nullptr) return std::nullopt;
  std::array<char, 64> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local);
  return Shown{{text.data(), length},
               fmt::format("{:02}.{:03}", local.tm_sec, (*instant - whole).count())};
}

}  // namespace

std::string local_time(std::string_view rfc3339_utc) {
  const auto time = shown(rfc3339_utc);
  return time ? time->to_the_minute : printable(rfc3339_utc);
}

std::string local_time_exactly(std::string_view rfc3339_utc) {
  const auto time = shown(rfc3339_utc);
  return time ? time->to_the_minute + ':' + time->seconds : printable(rfc3339_utc);
}

}  // namespace bookrent::cli
