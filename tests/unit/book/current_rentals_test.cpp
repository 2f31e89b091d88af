#include "tests/unit/book/book_context.hpp"

namespace bookrent::book {
namespace {

using contract::BookStatus;
using CurrentRentalsTest = BookContext;

contract::AddBook with_copies(contract::AddBook command, std::int64_t copies) {
  command.copies = copies;
  return command;
}

TEST_F(CurrentRentalsTest, a_book_is_rented_while_a_copy_is_lent) {
  add(with_copies(titled("One"), 2));
  EXPECT_EQ(show(1).status, BookStatus::idle);
  rented(10, 1);
  EXPECT_EQ(show(1).status, BookStatus::rented);
  EXPECT_EQ(show(1).free_copies, 1);
  rented(11, 1);
  EXPECT_EQ(show(1).free_copies, 0);
}

TEST_F(CurrentRentalsTest, return_and_cancellation_free_a_copy) {
  add(with_copies(titled("One"), 2));
  rented(10, 1);
  rented(11, 1);
  engine.feed("rental", contract::Returned{10, 3, 1, {}});
  EXPECT_EQ(show(1).free_copies, 1);
  engine.feed("rental", contract::Cancelled{11, 3, 1, 11, {}});
  EXPECT_EQ(show(1).free_copies, 2);
  EXPECT_EQ(show(1).status, BookStatus::idle);
}

TEST_F(CurrentRentalsTest, belong_to_one_book) {
  add(titled("One"));
  add(titled("Two"));
  rented(10, 2);
  EXPECT_EQ(show(1).status, BookStatus::idle);
  EXPECT_EQ(list(contract::ListBooks{}).books[1].status, BookStatus::rented);
}

TEST_F(CurrentRentalsTest, a_book_has_never_less_than_no_free_copy) {
  add(with_copies(titled("One"), 2));
  rented(10, 1);
  rented(11, 1);
  contract::ChangeBook command = changing(1);
  command.copies = 1;
  EXPECT_FALSE(engine.request(command).error);
  EXPECT_EQ(show(1).free_copies, 0);
  engine.feed("rental", contract::Returned{10, 3, 1, {}});
  EXPECT_EQ(show(1).free_copies, 0);
}

TEST_F(CurrentRentalsTest, are_kept_for_a_book_that_is_not_known_yet) {
  rented(10, 1);
  add(titled("One"));
  EXPECT_EQ(show(1).status, BookStatus::rented);
}

TEST_F(CurrentRentalsTest, ignore_a_rental_that_was_only_asked_for) {
  add(titled("One"));
  engine.feed("rental", contract::RentalRequested{10, 3, 1, 10, 1500, "KRW", {}});
  EXPECT_EQ(show(1).status, BookStatus::idle);
}

TEST_F(CurrentRentalsTest, are_made_anew_from_the_log) {
  add(titled("One"));
  rented(10, 1);
  engine.store().database().exec("DELETE FROM current_rentals");
  ASSERT_EQ(show(1).status, BookStatus::idle);
  EXPECT_FALSE(engine.request("rebuild", "{}").error);
  EXPECT_EQ(show(1).status, BookStatus::rented);
}

TEST_F(CurrentRentalsTest, survive_a_restart) {
  add(titled("One"));
  rented(10, 1);
  engine.restart();
  EXPECT_EQ(show(1).status, BookStatus::rented);
}

}  // namespace
}  // namespace bookrent::book
