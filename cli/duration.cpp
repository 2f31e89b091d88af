#include "cli/duration.hpp"

#include <charconv>
#include <cstdint>
#include <span>

namespace bookrent::cli {

std::optional<std::chrono::milliseconds> read_duration(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || number < 0) return std::nullopt;
  const std::string_view unit{rest, end};
  constexpr std::chrono::hours longest{24 * 365};
  std::int64_t factor = 0;
  if (unit == "ms") factor = 1;
  if (unit == "s" || unit.empty()) factor = 1000;
  if (unit == "m") factor = 60'000;
  if (unit == "h") factor = 3'600'000;
  if (unit == "d") factor = 86'400'000;
  if (factor == 0 || number > std::chrono::milliseconds{longest}.count() / factor)
    return std::nullopt;
  return std::chrono::milliseconds{number * factor};
}

std::chrono::milliseconds with_jitter(std::chrono::milliseconds time, random::Random& random) {
  std::uint32_t chance = 0;
  random.fill(std::as_writable_bytes(std::span{&chance, 1}));
  return time + std::chrono::milliseconds{chance % (time.count() / 5 + 1)};
}

}  // namespace bookrent::cli
