// What rental asks and what its events do, with a provider that answers at once.
#include <gmock/gmock.h>

#include "tests/unit/payment/payment_context.hpp"

namespace bookrent::payment {
namespace {

using message::ErrorCode;
using message::Outcome;
using support::body_of;
using testing::ElementsAre;
using testing::IsEmpty;
using enum contract::PaymentStatus;

using APayment = PaymentContext;

TEST_F(APayment, is_authorized_in_one_turn) {
  const auto reply = ask(authorize(1));
  EXPECT_EQ(reply.body,
            R"({"payment_id":1,"rental_id":1,"user_id":7,"amount":3000,"currency":"KRW",)"
            R"("status":"AUTHORIZED"})");
  EXPECT_EQ(reply.outcome, Outcome::applied);
  EXPECT_EQ(reply.position.at("payment").sequence, 1);
  EXPECT_THAT(engine.published<contract::PaymentAuthorized>(),
              ElementsAre(contract::PaymentAuthorized{1, 1, 7, amount, "KRW"}));
  EXPECT_EQ(bank.account(1).held, amount);
}

TEST_F(APayment, is_authorized_once_however_often_it_is_asked_for) {
  const auto first = ask(authorize(1));
  EXPECT_EQ(ask(authorize(1)).body, first.body);
  const auto under_another_key = ask(authorize(1), "another-key");
  EXPECT_EQ(under_another_key.body, first.body);
  EXPECT_EQ(under_another_key.outcome, Outcome::none);
  EXPECT_EQ(engine.published().size(), 1U);
  EXPECT_EQ(bank.orders(1).size(), 1U);
}

TEST_F(APayment, that_is_declined_says_why_in_a_normal_reply) {
  contract::AuthorizePayment dear = authorize(1);
  dear.amount = bank.decline_above + 1;
  const auto declined_payment = body_of<contract::Payment>(ask(dear));
  EXPECT_EQ(declined_payment.status, declined);
  EXPECT_EQ(declined_payment.reason, "amount_too_high");
  EXPECT_EQ(status_after(dear, "another-key"), declined);
  EXPECT_EQ(engine.published<contract::PaymentDeclined>().size(), 1U);
}

TEST_F(APayment, is_never_another_one_under_the_same_id) {
  ask(authorize(1));
  contract::AuthorizePayment dearer = authorize(1);
  dearer.amount += 1;
  const auto refusal = refusal_of(dearer, "another-key");
  EXPECT_EQ(refusal.code, ErrorCode::refused);
  EXPECT_EQ(refusal.reason, "payment_differs");
}

TEST_F(APayment, that_cannot_be_is_refused_as_invalid) {
  contract::AuthorizePayment order = authorize(1);
  order.currency = "won";
  EXPECT_EQ(refusal_of(order).code, ErrorCode::invalid);
  const auto reply = engine.request("authorize", R"({"payment_id":1})", support::service("rental"));
  EXPECT_EQ(reply.error->code, ErrorCode::invalid);
}

TEST_F(APayment, is_for_services_to_ask_for_and_for_its_owner_and_managers_to_see) {
  EXPECT_EQ(engine.request(authorize(1)).error->code, ErrorCode::forbidden);
  ask(authorize(1));
  const std::int64_t owner = authorize(1).user_id;
  EXPECT_FALSE(engine.request(contract::ShowPayment{1}, support::customer(owner)).error);
  const auto strangers = engine.request(contract::ShowPayment{1}, support::customer(owner + 1));
  EXPECT_EQ(strangers.error->code, ErrorCode::not_found);
}

TEST_F(APayment, is_captured_when_its_rental_was_rented) {
  ask(authorize(1));
  feed(rented(1));
  EXPECT_EQ(status(1), paid);
  EXPECT_EQ(bank.account(1).captured, amount);
  EXPECT_THAT(engine.published<contract::Paid>(), ElementsAre(contract::Paid{1, 1, amount, "KRW"}));
}

TEST_F(APayment, is_refunded_when_its_rental_was_cancelled) {
  ask(authorize(1));
  feed(rented(1));
  feed(cancelled(1));
  EXPECT_EQ(status(1), refunded);
  EXPECT_EQ(bank.account(1).refunded, amount);
  EXPECT_THAT(engine.published<contract::Refunded>(),
              ElementsAre(contract::Refunded{1, 1, amount, "KRW"}));
}

TEST_F(APayment, keeps_its_money_when_the_book_comes_back) {
  ask(authorize(1));
  feed(rented(1));
  feed(contract::Returned{1, 7, 17, {}});
  EXPECT_EQ(status(1), paid);
}

TEST_F(APayment, that_no_rental_was_made_for_is_never_captured) {
  ask(authorize(1));
  engine.advance(std::chrono::hours{48});
  EXPECT_EQ(status(1), authorized);
  EXPECT_EQ(bank.account(1).captured, 0);
}

TEST_F(APayment, that_is_not_known_is_not_made_by_an_event) {
  testing::internal::CaptureStderr();
  feed(rented(1));
  feed(cancelled(1));
  EXPECT_NE(testing::internal::GetCapturedStderr().find("lost history"), std::string::npos);
  EXPECT_EQ(status(1), std::nullopt);
  EXPECT_EQ(status_after(authorize(1)), authorized) << "and reading goes on";
}

TEST_F(APayment, is_voided_at_the_provider_too) {
  ask(authorize(1));
  const auto reply = ask(void_of(1));
  EXPECT_EQ(body_of<contract::Payment>(reply).status, voided);
  EXPECT_EQ(reply.outcome, Outcome::applied);
  EXPECT_EQ(bank.account(1).held, 0);
  EXPECT_THAT(engine.published<contract::PaymentVoided>(),
              ElementsAre(contract::PaymentVoided{1, 1}));
}

TEST_F(APayment, whose_void_overtakes_its_authorize_is_refused) {
  EXPECT_EQ(status_after(void_of(1)), voided);
  EXPECT_EQ(status_after(authorize(1)), voided);
  EXPECT_THAT(bank.orders(1), ElementsAre(Step::call_off)) << "never asked to approve";
  EXPECT_EQ(engine.published().size(), 1U);
  EXPECT_EQ(shown(1)->amount, std::nullopt);
}

TEST_F(APayment, that_is_voided_or_declined_is_left_as_it_is_by_a_void) {
  contract::AuthorizePayment dear = authorize(1);
  dear.amount = bank.decline_above + 1;
  ask(dear);
  EXPECT_EQ(status_after(void_of(1)), declined);
  ask(void_of(2));
  EXPECT_EQ(status_after(void_of(2), "another-key"), voided);
  EXPECT_EQ(engine.published<contract::PaymentVoided>().size(), 1U);
}

TEST_F(APayment, cannot_be_voided_when_its_rental_was_made) {
  ask(authorize(1));
  feed(rented(1));
  EXPECT_EQ(refusal_of(void_of(1)).reason, "already_captured");
  feed(cancelled(1));
  EXPECT_EQ(refusal_of(void_of(1), "another-key").reason, "already_captured");
}

// ---- rental is read anew
// -------------------------------------------------------------------------

class RentalReadAnew : public PaymentContext {
 protected:
  RentalReadAnew() {
    for (const std::int64_t id : {1, 2, 3}) {
      ask(authorize(id));
      requested(id);
      feed(rented(id));
    }
    ask(authorize(4));  // and its rental was not made yet
    requested(4);
    feed(cancelled(3));
    orders_before_ = orders();
  }
  void requested(std::int64_t id) {
    feed(contract::RentalRequested{id, 7, 17, id, amount, "KRW", {}});
  }
  void read_anew(const std::string& body = "{}") {
    ASSERT_FALSE(engine.request("rebuild", body).error);
    engine.advance(clock::Milliseconds{1});
  }
  std::size_t orders_since() { return orders() - orders_before_; }

 private:
  std::size_t orders() {
    std::size_t all = 0;
    for (const std::int64_t id : {1, 2, 3, 4}) all += bank.orders(id).size();
    return all;
  }

  std::size_t orders_before_ = 0;
};

TEST_F(RentalReadAnew, P3_moves_no_money_twice) {
  read_anew();
  EXPECT_EQ(orders_since(), 0U);
  EXPECT_EQ(status(1), PaymentStatus::paid);
  EXPECT_EQ(status(3), PaymentStatus::refunded);
}

TEST_F(RentalReadAnew, P10_keeps_money_for_lost_rentals_until_it_is_told_to_give_it_back) {
  engine.lose("rental", 2);  // all but rental 1
  read_anew();
  EXPECT_EQ(status(2), PaymentStatus::paid);
  EXPECT_EQ(status(4), PaymentStatus::authorized);
  EXPECT_EQ(orders_since(), 0U);
  read_anew(R"({"undo_lost":true})");
  EXPECT_EQ(status(1), PaymentStatus::paid);
  EXPECT_EQ(status(2), PaymentStatus::refunded);
  EXPECT_EQ(status(3), PaymentStatus::refunded);
  EXPECT_EQ(status(4), PaymentStatus::voided);
  EXPECT_EQ(orders_since(), 2U);
}

TEST_F(RentalReadAnew, P10_goes_on_after_a_kill_and_gives_back_once) {
  engine.lose("rental", 2);
  read_anew(R"({"undo_lost":true})");
  engine.restart();
  EXPECT_EQ(status(2), PaymentStatus::refunded);
  EXPECT_EQ(orders_since(), 2U);
}

TEST_F(APayment, tells_in_its_events_who_caused_them) {
  auto request =
      engine.make_request("authorize", contract::encode(authorize(1)), support::service("rental"));
  request.traceparent = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1111111111111111-01";
  const std::string of_the_rental = "00-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb-2222222222222222-01";
  engine.deliver({request});
  engine.feed("rental", {{std::string{contract::event_type<contract::Rented>()}, "rental/1",
                          "user:7", of_the_rental, contract::encode(rented(1))}});
  const auto& [was_authorized, was_paid] = std::tie(engine.published()[0], engine.published()[1]);
  EXPECT_EQ(was_authorized.actor, "service:rental");
  EXPECT_EQ(was_authorized.traceparent, request.traceparent);
  EXPECT_EQ(was_authorized.subject, "payment/1");
  EXPECT_EQ(was_paid.actor, "service:payment");
  EXPECT_EQ(was_paid.traceparent, of_the_rental);
}

TEST_F(APayment, that_nobody_knows_is_not_found) {
  const auto reply = engine.request(contract::ShowPayment{1});
  EXPECT_EQ(reply.error->code, ErrorCode::not_found);
  EXPECT_EQ(reply.error->reason, "unknown_payment");
}

struct PaymentsListed : PaymentContext {
  contract::PaymentList list(const contract::ListPayments& query) {
    return body_of<contract::PaymentList>(engine.request(query));
  }
  std::vector<std::int64_t> ids(const contract::ListPayments& query) {
    std::vector<std::int64_t> ids;
    for (const auto& payment : list(query).payments) ids.push_back(payment.payment_id);
    return ids;
  }
  void authorize_for(std::int64_t id, std::int64_t user_id) {
    contract::AuthorizePayment order = authorize(id);
    order.user_id = user_id;
    ask(order);
  }
};

TEST_F(PaymentsListed, are_those_asked_for) {
  authorize_for(1, 7);
  authorize_for(2, 8);
  authorize_for(3, 7);
  ask(void_of(3));
  ask(void_of(4));
  EXPECT_THAT(ids({}), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(ids({7, {}, {}, {}}), ElementsAre(1, 3));
  EXPECT_THAT(ids({{}, voided, {}, {}}), ElementsAre(3, 4));
  EXPECT_THAT(ids({7, voided, {}, {}}), ElementsAre(3));
  EXPECT_THAT(ids({9, {}, {}, {}}), IsEmpty());
}

TEST_F(PaymentsListed, come_in_pages) {
  for (std::int64_t id = 1; id <= 5; ++id) ask(authorize(id));
  const auto first = list({{}, {}, {}, 2});
  EXPECT_EQ(first.payments.size(), 2U);
  EXPECT_EQ(first.next, 2);
  EXPECT_THAT(ids({{}, {}, first.next, 2}), ElementsAre(3, 4));
  EXPECT_EQ(list({{}, {}, 3, 2}).next, std::nullopt) << "these were the last";
  EXPECT_EQ(engine.request(contract::ListPayments{{}, {}, {}, 0}).error->code, ErrorCode::invalid);
}

TEST_F(PaymentsListed, are_100_at_first_and_500_at_most) {
  std::vector<message::Message> requests;
  for (std::int64_t id = 1; id <= 501; ++id)
    requests.emplace_back(engine.make_request("authorize", contract::encode(authorize(id)),
                                              support::service("rental")));
  engine.deliver(std::move(requests));
  EXPECT_EQ(list({}).payments.size(), 100U);
  EXPECT_EQ(list({{}, {}, {}, 10'000}).payments.size(), 500U);
  EXPECT_EQ(list({{}, {}, {}, 10'000}).next, 500);
}

}  // namespace
}  // namespace bookrent::payment
