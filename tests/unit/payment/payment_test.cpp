#include "daemons/payment/domain/payment.hpp"

#include <gtest/gtest.h>

#include "tests/unit/payment/payments.hpp"

namespace bookrent::payment {
namespace {

using enum contract::PaymentStatus;

TEST(PaymentRules, ask_the_provider_to_approve_a_new_payment) {
  EXPECT_EQ(next_step(asked_payment()), Step::authorize);
  EXPECT_TRUE(asked_payment().awaits_provider());
}

TEST(PaymentRules, refuse_orders_that_cannot_be) {
  for (auto spoil : {+[](contract::AuthorizePayment& order) { order.payment_id = 0; },
                     +[](contract::AuthorizePayment& order) { order.rental_id = -1; },
                     +[](contract::AuthorizePayment& order) { order.user_id = 0; },
                     +[](contract::AuthorizePayment& order) { order.amount = -1; },
                     +[](contract::AuthorizePayment& order) { order.currency = "won"; }}) {
    contract::AuthorizePayment order = authorize(1);
    spoil(order);
    EXPECT_EQ(ask(order).error(), PaymentRefusal::invalid_order);
  }
}

TEST(PaymentRules, take_a_free_book) {
  contract::AuthorizePayment order = authorize(1);
  order.amount = 0;
  EXPECT_TRUE(ask(order));
}

TEST(PaymentRules, know_a_repeat_from_another_order) {
  const auto differs = [](auto change) {
    contract::AuthorizePayment order = authorize(1);
    change(order);
    return !is_repeated_by(authorized_payment(), order);
  };
  EXPECT_TRUE(is_repeated_by(authorized_payment(), authorize(1)));
  EXPECT_TRUE(differs([](auto& order) { order.rental_id = 2; }));
  EXPECT_TRUE(differs([](auto& order) { order.user_id = 8; }));
  EXPECT_TRUE(differs([](auto& order) { order.amount = 1; }));
  EXPECT_TRUE(differs([](auto& order) { order.currency = "EUR"; }));
}

TEST(PaymentRules, know_only_the_rental_of_a_tombstone) {
  EXPECT_TRUE(is_repeated_by(tombstone(), authorize(1)));
  contract::AuthorizePayment of_another_rental = authorize(1);
  of_another_rental.rental_id = 2;
  EXPECT_FALSE(is_repeated_by(tombstone(), of_another_rental));
}

TEST(PaymentRules, leave_an_approved_payment_alone_until_its_rental_is_rented) {
  EXPECT_EQ(next_step(authorized_payment()), std::nullopt);
  Payment payment = authorized_payment();
  ASSERT_TRUE(note_rented(payment));
  EXPECT_EQ(next_step(payment), Step::capture);
}

TEST(PaymentRules, capture_nothing_for_a_rental_that_was_not_rented) {
  Payment payment = authorized_payment();
  EXPECT_FALSE(capture(payment));
  EXPECT_EQ(payment.status, authorized);
}

TEST(PaymentRules, capture_first_and_refund_then_when_the_cancellation_is_read_early) {
  Payment payment = authorized_payment();
  note_rented(payment);
  ASSERT_TRUE(note_cancelled(payment));
  EXPECT_EQ(next_step(payment), Step::capture);
  EXPECT_EQ(capture(payment), (contract::Paid{1, 1, amount, "KRW"}));
  EXPECT_EQ(next_step(payment), Step::refund);
  EXPECT_EQ(refund(payment), (contract::Refunded{1, 1, amount, "KRW"}));
  EXPECT_EQ(next_step(payment), std::nullopt);
}

TEST(PaymentRules, call_off_what_was_cancelled_without_having_been_rented) {
  Payment payment = authorized_payment();
  ASSERT_TRUE(note_cancelled(payment));
  EXPECT_EQ(next_step(payment), Step::call_off);
}

TEST(PaymentRules, refund_nothing_that_was_not_cancelled) {
  Payment payment = paid_payment();
  EXPECT_EQ(next_step(payment), std::nullopt);
  EXPECT_FALSE(refund(payment));
}

TEST(PaymentRules, believe_no_rental_that_has_no_approval) {
  for (Payment payment : {asked_payment(), tombstone(), with_status(declined)}) {
    EXPECT_FALSE(note_rented(payment));
    EXPECT_FALSE(note_cancelled(payment));
    EXPECT_FALSE(payment.rented || payment.cancelled);
  }
}

TEST(PaymentRules, believe_no_rental_of_a_payment_that_is_being_called_off) {
  Payment payment = authorized_payment();
  request_void(payment).value();
  EXPECT_FALSE(note_rented(payment));
  EXPECT_EQ(next_step(payment), Step::call_off);
}

TEST(PaymentRules, void_an_approved_payment_when_the_provider_has_acknowledged_it) {
  Payment payment = authorized_payment();
  EXPECT_EQ(request_void(payment).value(), std::nullopt);
  EXPECT_TRUE(payment.awaits_provider());
  EXPECT_EQ(next_step(payment), Step::call_off);
  EXPECT_EQ(call_off(payment), (contract::PaymentVoided{1, 1}));
  EXPECT_EQ(payment.status, voided);
  EXPECT_EQ(next_step(payment), std::nullopt);
}

TEST(PaymentRules, void_an_unanswered_payment_at_once_and_at_the_provider_later) {
  Payment payment = asked_payment();
  EXPECT_EQ(request_void(payment).value(), (contract::PaymentVoided{1, 1}));
  EXPECT_EQ(payment.status, voided);
  EXPECT_FALSE(payment.awaits_provider());
  EXPECT_EQ(next_step(payment), Step::call_off);
  EXPECT_EQ(call_off(payment), std::nullopt) << "it happened once already";
  EXPECT_EQ(next_step(payment), std::nullopt);
}

TEST(PaymentRules, do_not_let_a_late_answer_revive_a_voided_payment) {
  Payment payment = tombstone();
  EXPECT_FALSE(approve(payment));
  EXPECT_FALSE(decline(payment, "user_declined"));
  EXPECT_EQ(payment.status, voided);
}

TEST(PaymentRules, void_again_after_a_late_approval) {
  Payment payment = tombstone();
  call_off(payment);
  doubt_void(payment);
  EXPECT_EQ(next_step(payment), Step::call_off);
}

TEST(PaymentRules, leave_a_void_of_what_is_over_as_it_is) {
  for (const PaymentStatus status : {voided, declined}) {
    Payment payment = with_status(status);
    EXPECT_EQ(request_void(payment).value(), std::nullopt);
    EXPECT_EQ(payment.status, status);
  }
}

TEST(PaymentRules, refuse_to_void_what_was_rented) {
  Payment capture_on_its_way = authorized_payment();
  note_rented(capture_on_its_way);
  for (Payment payment : {capture_on_its_way, paid_payment(), with_status(refunded)})
    EXPECT_EQ(request_void(payment).error(), PaymentRefusal::already_captured);
}

TEST(PaymentRules, decline_with_the_reason) {
  Payment payment = asked_payment();
  EXPECT_EQ(decline(payment, "amount_too_high"),
            (contract::PaymentDeclined{1, 1, 7, amount, "KRW", "amount_too_high"}));
  EXPECT_EQ(payment.reason, "amount_too_high");
  EXPECT_EQ(next_step(payment), std::nullopt);
}

}  // namespace
}  // namespace bookrent::payment
