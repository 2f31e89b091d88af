#include "tests/unit/view/view_context.hpp"

namespace bookrent::view {
namespace {

using Status = ViewContext;

TEST_F(Status, shows_a_rental_with_names_and_payment) {
  happens(contract::UserRegistered{3, "김고객"}, book_named(7, "어린 왕자"), requested(17),
          authorized(17), rented(17), paid(17));
  EXPECT_EQ(engine.request(contract::RentalState{17}).body,
            R"({"rental_id":17,"user_id":3,"name":"김고객","book_id":7,"title":"어린 왕자",)"
            R"("status":"RENTED","payment_id":17,"payment_status":"PAID","amount":1500,)"
            R"("currency":"KRW","requested_at":"2026-12-01T12:00:00.000Z",)"
            R"("rented_at":"2026-12-01T12:00:00.000Z","due_at":"2026-12-15T12:00:00.000Z"})");
}

TEST_F(Status, shows_a_rental_whose_user_and_book_are_not_known_yet) {
  happens(requested(17));
  EXPECT_EQ(engine.request(contract::RentalState{17}).body,
            R"({"rental_id":17,"user_id":3,"book_id":7,"status":"REQ_PAY","payment_id":17,)"
            R"("amount":1500,"currency":"KRW","requested_at":"2026-12-01T12:00:00.000Z"})");
  happens(contract::UserRegistered{3, "Kim"}, book_named(7, "Dune"));
  EXPECT_EQ(status(17).name, "Kim");
  EXPECT_EQ(status(17).title, "Dune");
}

TEST_F(Status, follows_new_names) {
  happens(contract::UserRegistered{3, "Kim"}, book_named(7, "Dune"), requested(17),
          contract::UserChanged{3, "Lee"}, contract::BookChanged{7, "Emma", {}, fee, "KRW", 1, 14});
  EXPECT_EQ(status(17).name, "Lee");
  EXPECT_EQ(status(17).title, "Emma");
}

TEST_F(Status, keeps_the_title_of_a_withdrawn_book) {
  happens(book_named(7, "Dune"), requested(17), contract::BookWithdrawn{7});
  EXPECT_EQ(status(17).title, "Dune");
}

TEST_F(Status, knows_no_rental_of_which_only_the_payment_was_heard) {
  happens(authorized(17), paid(17));
  const auto error = refused(contract::RentalState{17});
  EXPECT_EQ(error.code, message::ErrorCode::not_found);
  EXPECT_EQ(error.reason, "unknown_rental");
  EXPECT_EQ(error.message, "no rental 17");
}

TEST_F(Status, knows_the_payment_that_was_heard_of_first) {
  happens(authorized(17), paid(17), requested(17));
  EXPECT_EQ(status(17).payment_status, PaymentStatus::paid);
  EXPECT_EQ(status(17).status, RentalStatus::req_pay);
}

TEST_F(Status, shows_when_a_rental_was_returned) {
  happens(requested(17), rented(17), returned(17));
  EXPECT_EQ(status(17).status, RentalStatus::returned);
  EXPECT_EQ(status(17).returned_at, returned(17).returned_at);
  EXPECT_EQ(status(17).due_at, rented(17).due_at);
}

TEST_F(Status, shows_when_a_rental_was_cancelled_and_its_money_given_back) {
  happens(requested(17), authorized(17), rented(17), paid(17), cancelled(17), refunded(17));
  EXPECT_EQ(status(17).status, RentalStatus::cancelled);
  EXPECT_EQ(status(17).cancelled_at, cancelled(17).cancelled_at);
  EXPECT_EQ(status(17).payment_status, PaymentStatus::refunded);
}

TEST_F(Status, shows_why_a_rental_was_rejected) {
  happens(requested(17), declined(17), rejected(17));
  EXPECT_EQ(status(17).status, RentalStatus::rejected);
  EXPECT_EQ(status(17).reason, contract::RejectReason::declined);
  EXPECT_EQ(status(17).payment_status, PaymentStatus::declined);
}

TEST_F(Status, shows_a_payment_that_was_voided_before_it_was_asked_for) {
  happens(voided(17), requested(17), rejected(17));
  EXPECT_EQ(status(17).payment_status, PaymentStatus::voided);
}

TEST_F(Status, is_refused_without_a_rental) {
  EXPECT_EQ(engine.request("status", "{}").error->code, message::ErrorCode::invalid);
}

TEST_F(Status, survives_a_restart) {
  happens(requested(17), rented(17));
  engine.restart();
  EXPECT_EQ(status(17).status, RentalStatus::rented);
}

TEST_F(Status, passes_over_events_of_unknown_types) {
  happens(requested(17));
  engine.feed("rental", {{"bookrent.rental.extended.v1", "rental/17", "user:3", {}, "{}"}});
  happens(rented(17));
  EXPECT_EQ(status(17).status, RentalStatus::rented);
}

TEST_F(Status, stops_at_an_event_that_cannot_be_read) {
  happens(requested(17));
  engine.feed("rental", {{"bookrent.rental.rented.v1", "rental/17", "user:3", {}, "{}"}});
  happens(rented(17), paid(17));
  EXPECT_EQ(status(17).status, RentalStatus::req_pay);
  EXPECT_EQ(status(17).payment_status, PaymentStatus::paid);
}

}  // namespace
}  // namespace bookrent::view
