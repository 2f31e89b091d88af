#include "tests/unit/user/user_context.hpp"

namespace bookrent::user {
namespace {

using CurrentRentalsTest = UserContext;

TEST_F(CurrentRentalsTest, shows_the_rentals_that_are_rented_now) {
  add("Kim", "kim@example.org");
  rented(10, 1);
  rented(11, 2);
  rented(12, 1);
  rented(13, 1);
  engine.feed("rental", contract::Returned{10, 1, 7, {}});
  engine.feed("rental", contract::Cancelled{13, 1, 7, 13, {}});
  EXPECT_EQ(show(1).rentals, (std::vector<std::int64_t>{12}));
}

TEST_F(CurrentRentalsTest, keeps_the_rentals_of_a_user_it_does_not_know_yet) {
  rented(10, 1);
  add("Kim", "kim@example.org");
  EXPECT_EQ(show(1).rentals, (std::vector<std::int64_t>{10}));
}

TEST_F(CurrentRentalsTest, passes_over_other_events_of_rental) {
  engine.feed("rental", contract::RentalRequested{10, 1, 7, 10, 1500, "KRW", {}});
  rented(11, 1);
  add("Kim", "kim@example.org");
  EXPECT_EQ(show(1).rentals, (std::vector<std::int64_t>{11}));
}

TEST_F(CurrentRentalsTest, makes_its_projection_anew_from_the_log) {
  add("Kim", "kim@example.org");
  rented(10, 1);
  engine.store().database().exec("DELETE FROM current_rentals");
  ASSERT_TRUE(show(1).rentals.empty());
  EXPECT_FALSE(engine.request("rebuild", "{}").error);
  EXPECT_EQ(show(1).rentals, (std::vector<std::int64_t>{10}));
}

}  // namespace
}  // namespace bookrent::user
