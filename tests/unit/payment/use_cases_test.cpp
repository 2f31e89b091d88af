#include <gmock/gmock.h>

#include "daemons/payment/application/authorize_payment.hpp"
#include "daemons/payment/application/follow_rental.hpp"
#include "daemons/payment/application/settle_payment.hpp"
#include "daemons/payment/application/void_payment.hpp"
#include "tests/unit/payment/fakes.hpp"
#include "tests/unit/payment/payments.hpp"

namespace bookrent::payment {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using enum contract::PaymentStatus;

const Happened approved = contract::PaymentAuthorized{1, 1, 7, amount, "KRW"};
const Happened was_voided = contract::PaymentVoided{1, 1};
const Happened was_paid = contract::Paid{1, 1, amount, "KRW"};
const Happened was_refunded = contract::Refunded{1, 1, amount, "KRW"};

struct Authorize : testing::Test, Fakes {
  AuthorizePayment authorize_payment{ports};
};

TEST_F(Authorize, is_settled_by_a_provider_that_answers_at_once) {
  provider.outcomes[Step::authorize] = ProviderOutcome::done;
  EXPECT_EQ(authorize_payment(authorize(1))->status, authorized);
  EXPECT_EQ(payments.rows.at(1).status, authorized);
  EXPECT_THAT(journal.events, ElementsAre(approved));
}

TEST_F(Authorize, waits_for_a_provider_that_answers_later) {
  EXPECT_TRUE(authorize_payment(authorize(1))->awaits_provider());
  SettlePayment(ports).take(payments.rows.at(1), {1, Step::authorize, ProviderOutcome::done});
  EXPECT_THAT(callers.told, ElementsAre(authorized));
  EXPECT_THAT(journal.events, ElementsAre(approved));
}

TEST_F(Authorize, stores_a_decline_and_its_reason) {
  provider.outcomes[Step::authorize] = ProviderOutcome::declined;
  EXPECT_EQ(authorize_payment(authorize(1))->status, declined);
  EXPECT_EQ(payments.rows.at(1).reason, "user_declined");
}

TEST_F(Authorize, stores_nothing_when_the_provider_fails) {
  provider.outcomes[Step::authorize] = ProviderOutcome::failed;
  EXPECT_EQ(authorize_payment(authorize(1)).error(), PaymentRefusal::provider_failed);
  EXPECT_THAT(payments.rows, IsEmpty());
  EXPECT_THAT(journal.events, IsEmpty());
}

TEST_F(Authorize, forgets_a_payment_whose_provider_fails_later) {
  authorize_payment(authorize(1)).value();
  SettlePayment(ports).take(payments.rows.at(1), {1, Step::authorize, ProviderOutcome::failed});
  EXPECT_EQ(callers.failures, 1);
  EXPECT_THAT(payments.rows, IsEmpty());
}

TEST_F(Authorize, gives_a_known_payment_as_it_is_and_asks_nobody) {
  for (const Payment& known :
       {authorized_payment(), paid_payment(), tombstone(), asked_payment()}) {
    payments.save(known);
    EXPECT_EQ(authorize_payment(authorize(1))->status, known.status);
  }
  EXPECT_THAT(provider.orders, IsEmpty());
}

TEST_F(Authorize, refuses_another_order_under_a_known_id) {
  payments.save(authorized_payment());
  contract::AuthorizePayment dearer = authorize(1);
  dearer.amount += 1;
  EXPECT_EQ(authorize_payment(dearer).error(), PaymentRefusal::payment_differs);
}

struct Void : testing::Test, Fakes {
  VoidPayment void_payment{ports};
};

TEST_F(Void, leaves_a_tombstone_for_what_it_has_never_heard_of) {
  EXPECT_EQ(void_payment(void_of(1))->status, voided);
  EXPECT_EQ(payments.rows.at(1).status, voided);
  EXPECT_THAT(journal.events, ElementsAre(was_voided));
  EXPECT_THAT(provider.orders, ElementsAre(Step::call_off));
}

TEST_F(Void, waits_until_the_provider_has_acknowledged_it) {
  payments.save(authorized_payment());
  EXPECT_EQ(void_payment(void_of(1))->status, authorized);
  EXPECT_THAT(journal.events, IsEmpty());
  SettlePayment(ports).take(payments.rows.at(1), {1, Step::call_off, ProviderOutcome::failed});
  EXPECT_THAT(callers.told, IsEmpty());
  SettlePayment(ports).take(payments.rows.at(1), {1, Step::call_off, ProviderOutcome::done});
  EXPECT_THAT(callers.told, ElementsAre(voided));
  EXPECT_THAT(journal.events, ElementsAre(was_voided));
}

TEST_F(Void, answers_those_who_wait_for_the_approval) {
  payments.save(asked_payment());
  EXPECT_EQ(void_payment(void_of(1))->status, voided);
  EXPECT_THAT(callers.told, ElementsAre(voided));
}

TEST_F(Void, is_repeated_when_the_approval_comes_after_it) {
  payments.save(asked_payment());
  provider.outcomes[Step::call_off] = ProviderOutcome::done;
  void_payment(void_of(1)).value();
  SettlePayment(ports).take(payments.rows.at(1), {1, Step::authorize, ProviderOutcome::done});
  EXPECT_THAT(provider.orders, ElementsAre(Step::call_off, Step::call_off));
  EXPECT_TRUE(payments.rows.at(1).void_acknowledged);
  EXPECT_THAT(journal.events, ElementsAre(was_voided));
}

TEST_F(Void, is_repeated_when_it_is_not_known_whether_the_approval_came) {
  payments.save(tombstone());
  SettlePayment(ports).take(tombstone(), {1, Step::call_off, ProviderOutcome::done});
  SettlePayment(ports).take(payments.rows.at(1), {1, Step::authorize, ProviderOutcome::failed});
  EXPECT_THAT(provider.orders, ElementsAre(Step::call_off));
}

TEST_F(Void, is_refused_for_another_rental) {
  payments.save(authorized_payment());
  EXPECT_EQ(void_payment({1, 2}).error(), PaymentRefusal::payment_differs);
}

TEST_F(Void, is_refused_for_ids_that_cannot_be) {
  EXPECT_EQ(void_payment({0, 1}).error(), PaymentRefusal::invalid_order);
}

struct Follow : testing::Test, Fakes {
  FollowRental follow{ports};
};

TEST_F(Follow, captures_what_was_rented) {
  payments.save(authorized_payment());
  provider.outcomes[Step::capture] = ProviderOutcome::done;
  EXPECT_TRUE(follow(rented(1)));
  EXPECT_EQ(payments.rows.at(1).status, paid);
  EXPECT_THAT(journal.events, ElementsAre(was_paid));
}

TEST_F(Follow, refunds_what_was_cancelled) {
  payments.save(paid_payment());
  provider.outcomes[Step::refund] = ProviderOutcome::done;
  EXPECT_TRUE(follow(cancelled(1)));
  EXPECT_EQ(payments.rows.at(1).status, refunded);
  EXPECT_THAT(journal.events, ElementsAre(was_refunded));
}

TEST_F(Follow, refunds_as_soon_as_a_capture_under_way_is_done) {
  payments.save(authorized_payment());
  follow(rented(1));
  follow(cancelled(1));
  provider.outcomes[Step::refund] = ProviderOutcome::done;
  SettlePayment(ports).take(payments.rows.at(1), {1, Step::capture, ProviderOutcome::done});
  EXPECT_THAT(journal.events, ElementsAre(was_paid, was_refunded));
  EXPECT_THAT(provider.orders, ElementsAre(Step::capture, Step::capture, Step::refund));
}

TEST_F(Follow, keeps_a_capture_that_failed_for_later) {
  payments.save(authorized_payment());
  provider.outcomes[Step::capture] = ProviderOutcome::failed;
  EXPECT_TRUE(follow(rented(1)));
  EXPECT_EQ(next_step(payments.rows.at(1)), Step::capture);
  provider.outcomes[Step::capture] = ProviderOutcome::done;
  SettlePayment(ports).go_on(payments.rows.at(1));
  EXPECT_EQ(payments.rows.at(1).status, paid);
}

TEST_F(Follow, knows_nothing_of_a_payment_that_is_not_there_or_not_of_this_rental) {
  EXPECT_FALSE(follow(rented(1)));
  Payment of_another_rental = authorized_payment();
  of_another_rental.rental_id = 2;
  payments.save(of_another_rental);
  EXPECT_FALSE(follow(rented(1)));
  EXPECT_FALSE(follow(cancelled(1)));
}

}  // namespace
}  // namespace bookrent::payment
