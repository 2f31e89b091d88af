#include "daemons/book/adapters/page.hpp"

#include <algorithm>

#include "common/turn/answers.hpp"

namespace bookrent::book {

std::expected<std::int64_t, message::Error> page_limit(const std::optional<std::int64_t>& asked) {
  const std::int64_t rows = asked.value_or(page_rows);
  if (rows < 1) return std::unexpected(turn::invalid("limit must be at least 1"));
  return std::min(rows, page_rows_max);
}

}  // namespace bookrent::book
