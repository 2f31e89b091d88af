#include "daemons/view/projections/page.hpp"

#include <gtest/gtest.h>

namespace bookrent::view {
namespace {

contract::ListRentals with_limit(std::optional<std::int64_t> limit) {
  contract::ListRentals query;
  query.limit = limit;
  return query;
}

TEST(Page, has_a_hundred_rows_unless_told_otherwise) {
  EXPECT_EQ(rows_of(with_limit({})), 100);
  EXPECT_EQ(rows_of(with_limit(1)), 1);
  EXPECT_EQ(rows_of(with_limit(500)), 500);
}

TEST(Page, has_five_hundred_rows_at_most) { EXPECT_EQ(rows_of(with_limit(501)), 500); }

TEST(Page, is_refused_without_a_row) {
  EXPECT_EQ(rows_of(with_limit(0)), std::unexpected(PageRefusal::no_rows));
  EXPECT_EQ(rows_of(with_limit(-1)), std::unexpected(PageRefusal::no_rows));
}

TEST(Page, holds_the_newest_of_what_was_found) {
  const Page page = newest({4, 2, 9, 7, 3}, 3);
  EXPECT_EQ(page.rental_ids, (std::vector<std::int64_t>{9, 7, 4}));
  EXPECT_EQ(page.next, 4);
}

TEST(Page, is_the_last_when_all_fits) {
  EXPECT_EQ(newest({1, 2}, 2).next, std::nullopt);
  EXPECT_EQ(newest({}, 2).next, std::nullopt);
}

}  // namespace
}  // namespace bookrent::view
