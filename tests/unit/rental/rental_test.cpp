#include "daemons/rental/domain/rental.hpp"

#include <gtest/gtest.h>

namespace bookrent::rental {
namespace {

const Instant noon = *clock::parse_rfc3339("2026-12-01T12:00:00Z");
const Instant due = *clock::parse_rfc3339("2026-12-15T14:59:59Z");
constexpr std::chrono::hours day{24};

const Actor renter{"user:3", 3, false};
const Actor stranger{"user:4", 4, false};
const Actor manager{"manager:0", 0, true};

Rental requested() {
  Rental rental;
  rental.id = 12;
  rental.user_id = 3;
  rental.book_id = 7;
  rental.fee = {1500, "KRW"};
  rental.days = 14;
  rental.requested_at = noon;
  return rental;
}

Rental rented() {
  Rental rental = requested();
  approve(rental, noon, due);
  return rental;
}

TEST(Rental, is_rented_when_payment_approves) {
  Rental rental = requested();
  const auto event = approve(rental, noon, due);
  ASSERT_TRUE(event);
  EXPECT_EQ(rental.status, RentalStatus::rented);
  EXPECT_EQ(*event, (contract::Rented{12, 3, 7, 12, 1500, "KRW", noon, due}));
}

TEST(Rental, an_approval_that_comes_after_calling_off_changes_nothing) {
  Rental rental = requested();
  ASSERT_TRUE(call_off(rental));
  EXPECT_FALSE(approve(rental, noon, due));
  EXPECT_EQ(rental.status, RentalStatus::cancelling);
}

TEST(Rental, holds_its_copy_until_it_is_over) {
  Rental rental = requested();
  EXPECT_TRUE(rental.open());
  call_off(rental);
  EXPECT_TRUE(rental.open());
  reject(rental, contract::RejectReason::no_answer);
  EXPECT_FALSE(rental.open());
  EXPECT_TRUE(rented().open());
}

TEST(Rental, only_a_request_can_be_rejected_or_called_off) {
  Rental rental = rented();
  EXPECT_FALSE(reject(rental, contract::RejectReason::declined));
  EXPECT_FALSE(call_off(rental));
  EXPECT_EQ(rental.status, RentalStatus::rented);
}

TEST(Rental, is_cancelled_by_its_renter_or_a_manager) {
  Rental mine = rented(), ours = rented();
  EXPECT_TRUE(cancel(mine, renter, noon, day));
  EXPECT_TRUE(cancel(ours, manager, noon, day));
  EXPECT_EQ(mine.status, RentalStatus::cancelled);
}

TEST(Rental, nobody_else_ends_it) {
  Rental rental = rented();
  EXPECT_EQ(cancel(rental, stranger, noon, day).error(), EndRefusal::not_yours);
  EXPECT_EQ(give_back(rental, stranger, noon).error(), EndRefusal::not_yours);
  EXPECT_EQ(rental.status, RentalStatus::rented);
}

TEST(Rental, the_cancel_window_includes_its_last_moment) {
  Rental in_time = rented(), late = rented();
  EXPECT_TRUE(cancel(in_time, renter, noon + day, day));
  EXPECT_EQ(cancel(late, renter, noon + day + clock::Milliseconds{1}, day).error(),
            EndRefusal::cancel_window_over);
}

TEST(Rental, is_returned_long_after_it_was_due) {
  Rental rental = rented();
  const auto event = give_back(rental, renter, due + 100 * day);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->returned_at, due + 100 * day);
  EXPECT_FALSE(rental.open());
}

TEST(Rental, ends_once) {
  Rental returned = rented(), cancelled = rented();
  ASSERT_TRUE(give_back(returned, renter, noon));
  ASSERT_TRUE(cancel(cancelled, renter, noon, day));
  EXPECT_EQ(give_back(returned, renter, noon).error(), EndRefusal::already_returned);
  EXPECT_EQ(cancel(returned, renter, noon, day).error(), EndRefusal::already_returned);
  EXPECT_EQ(give_back(cancelled, renter, noon).error(), EndRefusal::already_cancelled);
  EXPECT_EQ(cancel(cancelled, renter, noon, day).error(), EndRefusal::already_cancelled);
}

TEST(Rental, cannot_end_before_it_is_rented) {
  Rental waiting = requested(), called_off = requested();
  call_off(called_off);
  EXPECT_EQ(cancel(waiting, renter, noon, day).error(), EndRefusal::not_rented_yet);
  EXPECT_EQ(give_back(called_off, renter, noon).error(), EndRefusal::was_rejected);
}

}  // namespace
}  // namespace bookrent::rental
