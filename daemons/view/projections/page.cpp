#include "daemons/view/projections/page.hpp"

#include <algorithm>
#include <functional>

namespace bookrent::view {

std::expected<std::int64_t, PageRefusal> rows_of(const contract::ListRentals& query) {
  const std::int64_t rows = query.limit.value_or(page_rows);
  if (rows < 1) return std::unexpected(PageRefusal::no_rows);
  return std::min(rows, page_rows_max);
}

Page newest(std::vector<std::int64_t> found, std::int64_t rows) {
  std::ranges::sort(found, std::greater{});
  Page page{std::move(found), std::nullopt};
  if (std::ssize(page.rental_ids) > rows) {
    page.rental_ids.resize(static_cast<std::size_t>(rows));
    page.next = page.rental_ids.back();
  }
  return page;
}

}  // namespace bookrent::view
