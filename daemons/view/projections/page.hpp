#pragma once
// Pages of rentals: newest first, each going on below the one before.
#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "common/contract/view.hpp"

namespace bookrent::view {

inline constexpr std::int64_t page_rows = 100;      // unless the query says otherwise
inline constexpr std::int64_t page_rows_max = 500;  // whatever it says

enum class PageRefusal { no_rows };  // a limit below 1

std::expected<std::int64_t, PageRefusal> rows_of(const contract::ListRentals& query);

/// The ids of one page, and where the next one goes on.
struct Page {
  std::vector<std::int64_t> rental_ids;
  std::optional<std::int64_t> next;
};

/// The newest `rows` of `found`, which holds, in any order, the newest of several sorts of rentals:
/// of each at least one more than `rows`, if there are as many.
Page newest(std::vector<std::int64_t> found, std::int64_t rows);

}  // namespace bookrent::view
