#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "daemons/view/adapters/rental_views.hpp"
#include "daemons/view/adapters/schema.hpp"
#include "daemons/view/projections/life.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::view {
namespace {

TEST(OldViews, are_found_by_status_user_and_book_as_before) {
  const support::ScratchDirectory scratch;
  const auto file = scratch.path() / "view.db";
  store::Schema old = schema();
  old.steps.resize(1);
  std::int64_t id = 0;
  {
    const auto store = *store::Store::open(file, old);
    for (const RentalStatus status : rental_statuses)
      store->database().exec(
          fmt::format("INSERT INTO rentals(rental_id, user_id, book_id, status) "
                      "VALUES({}, 3, 7, '{}')",
                      ++id, contract::word(status)));
  }
  const auto store = *store::Store::open(file, schema());
  EXPECT_EQ(store->database().execAndGet("PRAGMA integrity_check").getString(), "ok");
  RentalViews views(*store);
  for (const auto& [user, book] :
       {std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>>{},
        {3, {}},
        {{}, 7},
        {3, 7}}) {
    id = 0;
    for (const RentalStatus status : rental_statuses)
      EXPECT_EQ(views.find({user, book, status, {}, {}}, 2), (std::vector<std::int64_t>{++id}));
    EXPECT_EQ(std::ssize(views.find({user, book, {}, {}, {}}, 9)), id);
  }
}

}  // namespace
}  // namespace bookrent::view
