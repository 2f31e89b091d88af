#pragma once
// How values stand in the tables: an instant as the milliseconds since 1970 in UTC, which costs a
// rebuild and a page less than its text; a status as its word.
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include "common/clock/instant.hpp"

namespace bookrent::view {

inline std::int64_t ms(clock::Instant instant) { return instant.time_since_epoch().count(); }

inline clock::Instant instant(std::int64_t column) {
  return clock::Instant{clock::Milliseconds{column}};
}
inline std::optional<clock::Instant> instant(const std::optional<std::int64_t>& column) {
  return column ? std::optional{instant(*column)} : std::nullopt;
}

/// An enum of the contract from its word.
template <class Enum>
std::optional<Enum> worded(const std::optional<std::string>& column) {
  if (!column) return std::nullopt;
  Enum value{};
  if (!from_word(*column, value))
    throw std::runtime_error("the view holds an unknown word: " + *column);
  return value;
}

}  // namespace bookrent::view
