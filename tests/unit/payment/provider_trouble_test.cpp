// The provider is slow, fails, or is cut off from a daemon that is killed.
#include <gmock/gmock.h>

#include "daemons/payment/adapters/sandbox/sandbox.hpp"
#include "tests/unit/payment/payment_context.hpp"

namespace bookrent::payment {
namespace {

using message::ErrorCode;
using message::Outcome;
using support::body_of;
using testing::ElementsAre;
using enum contract::PaymentStatus;

struct ASlowProvider : PaymentContext {
  ASlowProvider() { be(Mood::slow); }
  PaymentStatus status_in_reply(const std::string& request_id) {
    return body_of<contract::Payment>(engine.take_reply(request_id).value()).status;
  }
};

TEST_F(ASlowProvider, is_waited_for_without_a_payment_to_show) {
  const auto request = send(authorize(1));
  EXPECT_FALSE(engine.take_reply(request));
  EXPECT_EQ(status(1), std::nullopt);
  EXPECT_TRUE(
      body_of<contract::PaymentList>(engine.request(contract::ListPayments{})).payments.empty());
  bank_answers();
  EXPECT_EQ(status_in_reply(request), authorized);
  EXPECT_EQ(status(1), authorized);
}

TEST_F(ASlowProvider, leaves_whoever_cannot_wait_with_an_unknown_outcome) {
  const auto request = send(authorize(1));
  engine.advance(std::chrono::seconds{10});
  const auto reply = engine.take_reply(request).value();
  EXPECT_EQ(reply.outcome, Outcome::unknown);
  EXPECT_EQ(reply.error->code, ErrorCode::pending);
  EXPECT_TRUE(reply.error->retryable);
}

TEST_F(ASlowProvider, is_waited_for_by_all_who_ask) {
  const auto first = send(authorize(1));
  const auto same_key = send(authorize(1));
  const auto other_key = send(authorize(1), "another-key");
  bank_answers();
  for (const auto& request : {first, same_key, other_key})
    EXPECT_EQ(status_in_reply(request), authorized);
  EXPECT_EQ(engine.published().size(), 1U);
}

TEST_F(ASlowProvider, does_not_block_other_payments) {
  const auto waiting = send(authorize(1));
  be(Mood::prompt);
  EXPECT_EQ(status_after(authorize(2)), authorized);
  feed(rented(2));
  EXPECT_EQ(status(2), paid);
  EXPECT_FALSE(engine.take_reply(waiting));
}

TEST_F(ASlowProvider, wakes_the_daemon_when_it_must_be_asked_again) {
  send(authorize(1));
  engine.turn();
  EXPECT_EQ(engine.engine().wake_at(), engine.clock().steady() + retry);
}

TEST_F(ASlowProvider, is_asked_again_after_a_while) {
  send(authorize(1));
  engine.advance(retry - clock::Milliseconds{1});
  EXPECT_EQ(bank.orders(1).size(), 1U);
  engine.advance(clock::Milliseconds{1});
  EXPECT_THAT(bank.orders(1), ElementsAre(Step::authorize, Step::authorize));
}

TEST_F(ASlowProvider, is_asked_again_in_time_though_the_clock_was_set_back) {
  send(authorize(1));
  engine.clock().set_back(std::chrono::hours{1});
  engine.turn();
  EXPECT_THAT(bank.orders(1), ElementsAre(Step::authorize, Step::authorize));
  engine.turn();
  EXPECT_EQ(bank.orders(1).size(), 2U) << "and not in each turn";
}

TEST_F(ASlowProvider, that_answers_twice_is_heard_once) {
  send(authorize(1));
  engine.advance(retry);
  bank_answers();
  EXPECT_EQ(engine.published().size(), 1U);
  EXPECT_EQ(bank.account(1).held, amount);
}

TEST_F(ASlowProvider, loses_the_race_against_a_void) {
  const auto request = send(authorize(1));
  EXPECT_EQ(status_after(void_of(1)), voided);
  EXPECT_EQ(status_in_reply(request), voided);
  bank_answers();
  be(Mood::prompt);
  engine.advance(retry);
  EXPECT_EQ(status(1), voided);
  EXPECT_EQ(bank.account(1).held, 0);
  EXPECT_EQ(engine.published().size(), 1U) << "the late approval did not happen";
}

TEST_F(ASlowProvider, that_approves_after_its_void_is_told_to_void_again) {
  send(authorize(1));
  be(Mood::prompt);
  EXPECT_EQ(status_after(void_of(1)), voided);
  bank_answers();
  EXPECT_THAT(bank.orders(1), ElementsAre(Step::authorize, Step::call_off, Step::call_off));
  EXPECT_EQ(bank.account(1).held, 0);
  EXPECT_EQ(status(1), voided);
}

TEST_F(ASlowProvider, holds_back_the_reply_to_a_void_until_it_has_acknowledged) {
  be(Mood::prompt);
  ask(authorize(1));
  be(Mood::slow);
  const auto request = send(void_of(1));
  const auto late_authorize = send(authorize(1), "another-key");
  EXPECT_EQ(status(1), authorized);
  bank_answers();
  EXPECT_EQ(status_in_reply(request), voided);
  EXPECT_EQ(status_in_reply(late_authorize), voided) << "no approval that is being called off";
}

TEST_F(ASlowProvider, captures_before_it_refunds_whatever_is_read_meanwhile) {
  be(Mood::prompt);
  ask(authorize(1));
  be(Mood::slow);
  feed(rented(1));
  feed(cancelled(1));
  EXPECT_EQ(refusal_of(void_of(1)).reason, "already_captured");
  bank_answers();
  EXPECT_EQ(status(1), paid);
  bank_answers();
  EXPECT_EQ(status(1), refunded);
  EXPECT_EQ(bank.account(1).refunded, amount);
}

struct AFailingProvider : PaymentContext {};

TEST_F(AFailingProvider, leaves_no_payment_and_can_be_asked_again_under_the_same_key) {
  for (const Mood mood : {Mood::failing, Mood::faltering}) {
    be(mood);
    const auto error = refusal_of(authorize(1));
    EXPECT_EQ(error.code, ErrorCode::unavailable);
    EXPECT_EQ(error.reason, "provider_failed");
    EXPECT_TRUE(error.retryable);
    EXPECT_EQ(status(1), std::nullopt);
  }
  be(Mood::prompt);
  EXPECT_EQ(status_after(authorize(1)), authorized);
  EXPECT_EQ(bank.account(1).held, amount);
}

TEST_F(AFailingProvider, that_fails_late_is_told_to_all_who_wait) {
  be(Mood::lost);
  const auto first = send(authorize(1));
  const auto second = send(authorize(1), "another-key");
  be(Mood::failing);
  engine.advance(retry);
  for (const auto& request : {first, second})
    EXPECT_EQ(engine.take_reply(request)->error->reason, "provider_failed");
  be(Mood::prompt);
  EXPECT_EQ(status_after(authorize(1)), authorized);
}

TEST_F(AFailingProvider, is_asked_for_a_capture_until_it_works) {
  ask(authorize(1));
  be(Mood::failing);
  feed(rented(1));
  for (int i = 0; i < 3; ++i) engine.advance(retry);
  EXPECT_EQ(status(1), authorized);
  EXPECT_EQ(bank.orders(1).size(), 1U + 4U);
  be(Mood::prompt);
  engine.advance(retry);
  EXPECT_EQ(status(1), paid);
}

TEST_F(AFailingProvider, is_asked_for_a_void_until_it_works_while_the_caller_joins) {
  ask(authorize(1));
  be(Mood::failing);
  const auto first = send(void_of(1));
  engine.advance(retry);
  const auto again = send(void_of(1));
  EXPECT_FALSE(engine.take_reply(first));
  be(Mood::prompt);
  engine.advance(retry);
  for (const auto& request : {first, again})
    EXPECT_EQ(body_of<contract::Payment>(engine.take_reply(request).value()).status, voided);
}

TEST_F(AFailingProvider, voids_behind_a_tombstone_until_it_works) {
  be(Mood::failing);
  EXPECT_EQ(status_after(void_of(1)), voided);
  be(Mood::prompt);
  engine.advance(retry);
  engine.advance(retry);
  EXPECT_THAT(bank.orders(1), ElementsAre(Step::call_off, Step::call_off)) << "and then no more";
}

TEST_F(AFailingProvider, does_not_keep_the_loop_spinning) {
  be(Mood::failing);
  send(void_of(1));
  engine.advance(retry);
  EXPECT_EQ(engine.engine().wake_at(), engine.clock().steady() + retry);
}

struct AKill : PaymentContext {
  /// The daemon is killed while it handles `work`, after the provider has acted, and starts again.
  template <class Work>
  void between_answer_and_commit(const Work& work) {
    be(Mood::deadly);
    EXPECT_THROW(work(), Killed);
    be(Mood::prompt);
    engine.restart();
  }
};

TEST_F(AKill, after_an_approval_is_healed_by_asking_again) {
  between_answer_and_commit([this] { send(authorize(1)); });
  EXPECT_EQ(status(1), std::nullopt);
  EXPECT_EQ(bank.account(1).held, amount);
  EXPECT_EQ(status_after(authorize(1)), authorized);
  EXPECT_EQ(bank.account(1).held, amount);
}

TEST_F(AKill, after_an_approval_is_healed_by_a_void) {
  between_answer_and_commit([this] { send(authorize(1)); });
  EXPECT_EQ(status_after(void_of(1)), voided);
  EXPECT_EQ(bank.account(1).held, 0);
}

TEST_F(AKill, after_a_capture_is_healed_by_reading_the_event_again) {
  ask(authorize(1));
  between_answer_and_commit([this] { feed(rented(1)); });
  EXPECT_EQ(status(1), paid);
  EXPECT_EQ(bank.account(1).captured, amount);
  EXPECT_EQ(engine.published<contract::Paid>().size(), 1U);
}

TEST_F(AKill, after_a_refund_is_healed_by_reading_the_event_again) {
  ask(authorize(1));
  feed(rented(1));
  between_answer_and_commit([this] { feed(cancelled(1)); });
  EXPECT_EQ(status(1), refunded);
  EXPECT_EQ(bank.account(1).refunded, amount);
}

TEST_F(AKill, after_a_retried_capture_is_healed_by_the_timer) {
  ask(authorize(1));
  be(Mood::failing);
  feed(rented(1));
  between_answer_and_commit([this] { engine.advance(retry); });
  EXPECT_EQ(status(1), paid);
  EXPECT_EQ(bank.account(1).captured, amount);
}

TEST_F(AKill, while_the_provider_is_slow_loses_no_caller) {
  be(Mood::slow);
  send(authorize(1));
  engine.restart();
  be(Mood::prompt);
  const auto again = send(authorize(1));
  engine.advance(retry);
  EXPECT_EQ(body_of<contract::Payment>(engine.take_reply(again).value()).status, authorized);
  EXPECT_EQ(status_after(authorize(1)), authorized);
}

TEST_F(AKill, while_a_void_is_under_way_loses_no_caller) {
  ask(authorize(1));
  be(Mood::lost);
  send(void_of(1));
  engine.restart();
  be(Mood::prompt);
  engine.advance(retry);
  EXPECT_EQ(status_after(void_of(1)), voided);
  EXPECT_EQ(engine.published<contract::PaymentVoided>().size(), 1U);
}

/// The daemon with the provider that it has by default.
struct TheSandbox : testing::Test {
  PaymentStatus status_after(const auto& command) {
    return body_of<contract::Payment>(engine.request(command, support::service("rental"))).status;
  }
  PaymentStatus status(std::int64_t id) {
    return body_of<contract::Payment>(engine.request(contract::ShowPayment{id})).status;
  }

  SandboxSettings settings;
  support::SeededRandom random;
  support::EngineFixture engine{"payment", schema(), [this](store::Store& store) {
                                  return std::make_unique<PaymentService>(
                                      store,
                                      std::make_unique<Sandbox>(settings, engine.clock(), random),
                                      PaymentSettings{retry});
                                }};
};

TEST_F(TheSandbox, captures_what_it_failed_to_capture_once_it_is_well_again) {
  EXPECT_EQ(status_after(authorize(1)), authorized);
  settings.failure_percent = 100;
  engine.restart();
  engine.feed("rental", rented(1));
  engine.advance(retry);
  EXPECT_EQ(status(1), authorized);
  const auto failing = engine.request(authorize(2), support::service("rental"), "authorize-2");
  EXPECT_EQ(failing.error->reason, "provider_failed");
  settings.failure_percent = 0;
  engine.restart();
  EXPECT_EQ(status(1), authorized);
  engine.advance(retry);
  EXPECT_EQ(status(1), paid);
  EXPECT_FALSE(engine.request(authorize(2), support::service("rental"), "authorize-2").error);
}

TEST_F(TheSandbox, answers_after_its_delay_even_when_asked_again_meanwhile) {
  settings.delay = 3 * retry;
  engine.restart();
  const auto request =
      engine.send("authorize", contract::encode(authorize(1)), support::service("rental"));
  for (int i = 0; i < 2; ++i) engine.advance(retry);
  EXPECT_FALSE(engine.take_reply(request));
  engine.advance(retry);
  EXPECT_EQ(body_of<contract::Payment>(engine.take_reply(request).value()).status, authorized);
}

TEST_F(TheSandbox, wakes_the_daemon_for_its_answer) {
  settings.delay = clock::Milliseconds{50};
  engine.restart();
  engine.send("authorize", contract::encode(authorize(1)), support::service("rental"));
  EXPECT_EQ(engine.engine().wake_at(), engine.clock().steady() + clock::Milliseconds{50});
}

TEST_F(TheSandbox, is_asked_again_for_what_a_full_disk_has_undone) {
  settings.delay = clock::Milliseconds{50};
  engine.restart();
  const auto approved_in_time = [this](std::int64_t id) {
    const auto request = engine.send("authorize", contract::encode(authorize(id)),
                                     support::service("rental"), "authorize-" + std::to_string(id));
    engine.advance(settings.delay);
    engine.advance(retry);
    engine.advance(settings.delay);
    const auto reply = engine.take_reply(request);
    return reply && !reply->error;
  };
  engine.store().database().exec("PRAGMA max_page_count = 1");  // no page more than there are
  std::int64_t id = 1;
  while (approved_in_time(id)) ++id;
  engine.store().database().exec("PRAGMA max_page_count = 100000");
  EXPECT_TRUE(approved_in_time(id));
}

}  // namespace
}  // namespace bookrent::payment
