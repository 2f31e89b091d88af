#pragma once
// How much of a list one reply holds.
#include <cstdint>
#include <expected>
#include <optional>

#include "common/message/error.hpp"

namespace bookrent::book {

inline constexpr std::int64_t page_rows = 100;      // unless the query says otherwise
inline constexpr std::int64_t page_rows_max = 500;  // whatever it says

std::expected<std::int64_t, message::Error> page_limit(const std::optional<std::int64_t>& asked);

}  // namespace bookrent::book
