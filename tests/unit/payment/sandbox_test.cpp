#include "daemons/payment/adapters/sandbox/sandbox.hpp"

#include <gtest/gtest.h>

#include "tests/support/fake_ports.hpp"
#include "tests/unit/payment/payments.hpp"

namespace bookrent::payment {
namespace {

using std::chrono::milliseconds;

struct InTheSandbox : testing::Test {
  support::FakeClock clock;
  support::SeededRandom random;

  Sandbox sandbox(SandboxSettings settings = {}) { return {std::move(settings), clock, random}; }
  static ProviderOrder order(Step step = Step::authorize, std::int64_t id = 1) {
    return {id, step, 7, contract::Money{amount, "KRW"}};
  }
};

TEST_F(InTheSandbox, everything_is_done_at_once) {
  Sandbox provider = sandbox();
  for (const Step step : {Step::authorize, Step::capture, Step::refund, Step::call_off})
    EXPECT_EQ(provider.submit(order(step))->outcome, ProviderOutcome::done);
  EXPECT_EQ(provider.next_answer_at(), clock::Instant::max());
}

TEST_F(InTheSandbox, an_order_for_a_tombstone_is_done) {
  EXPECT_EQ(sandbox().submit({1, Step::call_off, {}, {}})->outcome, ProviderOutcome::done);
}

TEST_F(InTheSandbox, amounts_above_the_limit_are_declined) {
  Sandbox at_the_limit = sandbox({.decline_above = amount});
  EXPECT_EQ(at_the_limit.submit(order())->outcome, ProviderOutcome::done);
  Sandbox below = sandbox({.decline_above = amount - 1});
  EXPECT_EQ(below.submit(order())->outcome, ProviderOutcome::declined);
  EXPECT_EQ(below.submit(order())->reason, "amount_too_high");
  EXPECT_EQ(below.submit(order(Step::call_off))->outcome, ProviderOutcome::done);
}

TEST_F(InTheSandbox, some_users_are_declined) {
  EXPECT_EQ(sandbox({.decline_users = {3, 7}}).submit(order())->reason, "user_declined");
  EXPECT_EQ(sandbox({.decline_users = {3, 8}}).submit(order())->outcome, ProviderOutcome::done);
}

TEST_F(InTheSandbox, what_it_is_told_anew_counts_for_orders_under_way_too) {
  Sandbox provider = sandbox({.delay = milliseconds{50}});
  EXPECT_FALSE(provider.submit(order(Step::authorize, 1)));
  provider.adopt({.delay = milliseconds{10}, .decline_above = amount - 1});
  EXPECT_FALSE(provider.submit(order(Step::authorize, 2)));
  clock.advance(milliseconds{10});
  const auto answers = provider.answers(10);
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0].payment_id, 1);
  EXPECT_EQ(answers[0].reason, "amount_too_high");
}

TEST_F(InTheSandbox, answers_take_their_time) {
  Sandbox provider = sandbox({.delay = milliseconds{50}});
  EXPECT_FALSE(provider.submit(order()));
  EXPECT_EQ(provider.next_answer_at(), clock.now() + milliseconds{50});
  clock.advance(milliseconds{49});
  EXPECT_TRUE(provider.answers(10).empty());
  clock.advance(milliseconds{1});
  EXPECT_EQ(provider.answers(10).size(), 1U);
  EXPECT_EQ(provider.next_answer_at(), clock::Instant::max());
}

TEST_F(InTheSandbox, an_order_that_is_given_again_waits_with_the_first) {
  Sandbox provider = sandbox({.delay = milliseconds{50}});
  provider.submit(order());
  clock.advance(milliseconds{40});
  provider.submit(order());
  clock.advance(milliseconds{10});
  EXPECT_EQ(provider.answers(10).size(), 1U);
  EXPECT_EQ(provider.next_answer_at(), clock::Instant::max());
  provider.submit(order());
  clock.advance(milliseconds{50});
  EXPECT_EQ(provider.answers(10).size(), 1U) << "asked again after its answer, it answers again";
}

TEST_F(InTheSandbox, no_more_answers_are_given_than_can_be_taken) {
  Sandbox provider = sandbox({.delay = milliseconds{50}});
  for (const std::int64_t id : {1, 2, 3}) provider.submit(order(Step::authorize, id));
  clock.advance(milliseconds{50});
  EXPECT_EQ(provider.answers(2).size(), 2U);
  EXPECT_EQ(provider.next_answer_at(), clock.now());
  EXPECT_EQ(provider.answers(2).size(), 1U);
}

TEST_F(InTheSandbox, about_as_many_answers_fail_as_the_setting_says) {
  Sandbox provider = sandbox({.failure_percent = 30});
  int failed = 0;
  for (int i = 0; i < 1'000; ++i)
    failed += provider.submit(order())->outcome == ProviderOutcome::failed ? 1 : 0;
  EXPECT_GT(failed, 250);
  EXPECT_LT(failed, 350);
}

}  // namespace
}  // namespace bookrent::payment
