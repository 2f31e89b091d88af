// The rental context on a real database; the test plays payment, user and book.
#include <gmock/gmock.h>

#include "common/turn/tables.hpp"
#include "tests/unit/rental/rental_context.hpp"

namespace bookrent::rental {
namespace {

using message::ErrorCode;
using testing::HasSubstr;

TEST_F(RentalContext, rents_only_after_payment_has_approved) {
  const std::string id = ask(3, 7);
  EXPECT_FALSE(rental.take_reply(id));
  const auto call = only_call();
  EXPECT_EQ(call.to, "payment");
  EXPECT_EQ(call.op, "authorize");
  EXPECT_EQ(contract::decode<contract::AuthorizePayment>(call.body)->amount, 1500);
  EXPECT_EQ(status_of(1), "REQ_PAY");
  pay(call, PaymentStatus::authorized);
  const auto reply = rental.take_reply(id);
  ASSERT_TRUE(reply && !reply->error);
  EXPECT_EQ(reply->position.at("rental").sequence, 2);
  EXPECT_EQ(rental.published<contract::Rented>().size(), 1U);
}

TEST_F(RentalContext, P2_a_copy_is_not_lent_twice_even_while_payment_is_asked) {
  ask(1, 7);
  EXPECT_EQ(refusal(2, 7).reason, "no_free_copy");
}

TEST_F(RentalContext, P2_the_schema_itself_forbids_it) {
  rent(1, 7);
  EXPECT_THROW(rental.store().database().exec(
                   "INSERT INTO rentals(user_id, book_id, copy, status, amount, currency, days, "
                   "requested_at) VALUES(2, 7, 1, 'RENTED', 1, 'KRW', 1, 'now')"),
               SQLite::Exception);
}

TEST_F(RentalContext, a_refusal_names_the_day_the_next_copy_is_due) {
  rent(1, 7);
  EXPECT_THAT(refusal(2, 7).message, HasSubstr("no free copy; the next one is due 2026-12-15"));
}

TEST_F(RentalContext, a_returned_copy_is_lent_again) {
  const auto first = rent(1, 7);
  rental.request(contract::ReturnRental{first.rental_id});
  EXPECT_EQ(rent(2, 7).status, contract::RentalStatus::rented);
}

TEST_F(RentalContext, the_rules_hold_on_real_tables) {
  EXPECT_EQ(refusal(99, 1).reason, "unknown_user");
  EXPECT_EQ(refusal(1, 99).code, ErrorCode::not_found);
  rental.feed("user", contract::UserChanged{2, "사용자", {}, contract::UserStatus::suspended});
  EXPECT_EQ(refusal(2, 1).reason, "suspended_user");
  rental.feed("book", contract::BookWithdrawn{2});
  EXPECT_EQ(refusal(1, 2).reason, "withdrawn_book");
  rental.feed("book", contract::BookChanged{3, "책", {}, 1500, "KRW", 5, 14});
  rent(1, 3);
  EXPECT_EQ(refusal(1, 3).reason, "has_this_book");
}

TEST_F(RentalContext, an_eleventh_open_rental_is_refused) {
  for (std::int64_t book = 1; book <= 10; ++book) rent(1, book);
  EXPECT_EQ(refusal(1, 11).reason, "too_many_rentals");
}

TEST_F(RentalContext, declined_frees_the_copy_and_says_so_with_the_same_key_again) {
  const std::string id = ask(1, 7, "k");
  pay(only_call(), PaymentStatus::declined);
  EXPECT_EQ(rental.take_reply(id)->error->reason, "payment_declined");
  EXPECT_EQ(rental.take_reply(ask(1, 7, "k"))->error->reason, "payment_declined");
  EXPECT_EQ(rent(2, 7).status, contract::RentalStatus::rented);
}

TEST_F(RentalContext, payment_is_asked_again_until_it_answers) {
  ask(1, 7);
  rental.take_calls();
  rental.advance(std::chrono::seconds{1});
  const auto again = only_call();
  EXPECT_EQ(again.op, "authorize");
  EXPECT_EQ(again.key, "authorize-1");
}

TEST_F(RentalContext, a_restart_goes_on_where_it_was_and_the_key_gets_its_reply) {
  ask(1, 7, "k");
  rental.take_calls();
  rental.restart();
  rental.advance(std::chrono::seconds{1});
  const auto call = only_call();
  const std::string repeat = ask(1, 7, "k");
  EXPECT_FALSE(rental.take_reply(repeat));  // joined: nothing new was asked
  EXPECT_TRUE(rental.take_calls().empty());
  pay(call, PaymentStatus::authorized);
  EXPECT_EQ(support::body_of<contract::Rental>(*rental.take_reply(repeat)).rental_id, 1);
}

TEST_F(RentalContext, P3_late_approval_is_called_off_and_the_copy_freed_only_after_the_void) {
  const std::string id = ask(1, 7);
  const auto late = only_call();
  rental.advance(std::chrono::seconds{10});
  const auto calls = rental.take_calls();
  ASSERT_FALSE(calls.empty());
  EXPECT_EQ(calls.back().op, "void");
  EXPECT_EQ(status_of(1), "CANCELLING");
  EXPECT_EQ(rental.take_reply(id)->error->code, ErrorCode::pending);
  pay(late, PaymentStatus::authorized);
  EXPECT_EQ(status_of(1), "CANCELLING");
  EXPECT_EQ(refusal(2, 7).reason, "no_free_copy");
  pay(calls.back(), PaymentStatus::voided);
  EXPECT_EQ(status_of(1), "REJECTED");
  EXPECT_TRUE(rental.published<contract::Rented>().empty());
  EXPECT_EQ(rent(2, 7).status, contract::RentalStatus::rented);
}

TEST_F(RentalContext, an_error_from_payment_is_not_taken_for_an_answer) {
  ask(1, 7);
  message::Error error;
  error.code = ErrorCode::unavailable;
  rental.answer(only_call(), message::error_reply({}, error));
  EXPECT_EQ(status_of(1), "REQ_PAY");
}

TEST_F(RentalContext, cancel_and_return_are_refused_when_repeated) {
  const auto cancelled = rent(1, 1), returned = rent(1, 2);
  EXPECT_FALSE(rental.request(contract::CancelRental{cancelled.rental_id}).error);
  EXPECT_FALSE(rental.request(contract::ReturnRental{returned.rental_id}).error);
  EXPECT_EQ(rental.request(contract::CancelRental{cancelled.rental_id}).error->reason,
            "already_cancelled");
  EXPECT_EQ(rental.request(contract::ReturnRental{returned.rental_id}).error->reason,
            "already_returned");
  EXPECT_EQ(rental.request(contract::ReturnRental{99}).error->code, ErrorCode::not_found);
}

TEST_F(RentalContext, asks_again_in_time_though_the_clock_was_set_back) {
  ask(1, 1);
  only_call();
  rental.clock().set_back(std::chrono::hours{1});
  rental.turn();
  EXPECT_EQ(only_call().op, "authorize");
  rental.turn();
  EXPECT_TRUE(rental.take_calls().empty()) << "and not in each turn";
}

TEST_F(RentalContext, P12_a_customer_ends_only_their_own_rental) {
  const auto mine = rent(1, 1);
  EXPECT_EQ(
      rental.request(contract::ReturnRental{mine.rental_id}, support::customer(2)).error,
      rental.request(contract::ReturnRental{99}, support::customer(2)).error.transform([&](auto e) {
        e.message = "no rental " + std::to_string(mine.rental_id);
        return e;
      }));
  EXPECT_FALSE(rental.request(contract::ReturnRental{mine.rental_id}, support::customer(1)).error);
}

TEST_F(RentalContext, fee_and_period_stay_as_they_were_when_the_book_changes) {
  const auto before = rent(1, 7);
  rental.feed("book", contract::BookChanged{7, "책", {}, 9000, "KRW", 1, 30});
  const auto ended =
      support::body_of<contract::Rental>(rental.request(contract::ReturnRental{before.rental_id}));
  EXPECT_EQ(ended.amount, 1500);
  EXPECT_EQ(ended.due_at, before.due_at);
}

TEST_F(RentalContext, what_it_knows_counts_while_it_is_read_anew_and_what_is_lost_is_dropped_then) {
  rental.lose("book", 11);
  rental.lose("user", 4);
  EXPECT_EQ(rent(5, 12).status, contract::RentalStatus::rented);  // nobody has noticed yet
  rental.lose("book", 10);
  ASSERT_FALSE(rental.request("rebuild", "{}").error);
  rental.turn();
  EXPECT_EQ(refusal(5, 1).code, ErrorCode::not_found);
  EXPECT_EQ(refusal(1, 11).code, ErrorCode::not_found);
  EXPECT_EQ(refusal(1, 12).reason, "withdrawn_book")
      << "it is lent, and stays until it is returned";
  EXPECT_EQ(rent(1, 1).status, contract::RentalStatus::rented);
}

TEST_F(RentalContext, a_book_that_is_not_withdrawn_any_more_can_be_rented_once_it_is_read_anew) {
  rental.feed("book", contract::BookWithdrawn{3});
  EXPECT_EQ(refusal(1, 3).reason, "withdrawn_book");
  rental.lose("book", 12);
  rental.request("rebuild", "{}");
  rental.turn();
  EXPECT_EQ(rent(1, 3).status, contract::RentalStatus::rented);
}

TEST_F(RentalContext, ids_that_may_have_been_given_after_a_backup_are_left_out) {
  rent(1, 1);
  const auto begin_at = [this](std::int64_t first) {
    rental.store().database().exec(turn::begin_ids(first));
  };
  begin_at(1'000'001);
  EXPECT_EQ(rent(1, 2).rental_id, 1'000'001);
  EXPECT_EQ(rent(1, 3).rental_id, 1'000'002);
  begin_at(2'000'001);
  EXPECT_EQ(rent(1, 4).rental_id, 2'000'001);
}

TEST_F(RentalContext, a_body_that_cannot_be_read_is_refused_with_its_field) {
  const auto reply = rental.request("rent", R"({"user_id":1})");
  EXPECT_EQ(reply.error->code, ErrorCode::invalid);
  EXPECT_THAT(reply.error->message, HasSubstr("book_id is missing"));
}

}  // namespace
}  // namespace bookrent::rental
