#include "cli/render/local_time.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <optional>

#include "cli/render/text.hpp"
#include "common/clock/instant.hpp"

namespace bookrent::cli {

std::string local_time(std::string_view rfc3339_utc) {
  const std::optional<clock::Instant> instant = clock::parse_rfc3339(rfc3339_utc);
  if (!instant) return printable(rfc3339_utc);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(*instant);
  const std::time_t since_1970 = seconds.time_since_epoch().count();
  std::tm local{};
  if (localtime_r(&since_1970, &local) == nullptr) return printable(rfc3339_utc);
  std::array<char, 64> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local);
  return {text.data(), length};
}

}  // namespace bookrent::cli
