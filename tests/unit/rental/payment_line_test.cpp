// The rental context when payment is slow, failing or down.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/unit/rental/rental_context.hpp"

namespace bookrent::rental {
namespace {

using message::ErrorCode;
using namespace std::chrono_literals;

constexpr std::int64_t readers_from = 100;  // users of these tests
constexpr std::int64_t wanted = 50;         // a book with copies for all of them

class SlowPayment : public RentalContext {
 protected:
  void SetUp() override {
    RentalContext::SetUp();
    for (std::int64_t i = 0; i < 60; ++i)
      rental.feed("user", contract::UserRegistered{readers_from + i, "사용자", {}, {}});
    rental.feed("book", contract::BookRegistered{wanted, "책", {}, 1500, "KRW", 100, 14});
  }

  std::string ask_next() { return ask(readers_from + next_++, wanted); }
  /// As many rentals as the breaker looks at, each of which waits for payment.
  std::vector<message::Request> fill_window() {
    for (int i = 0; i < 20; ++i) ask_next();
    return rental.take_calls();
  }
  void fail(const std::vector<message::Request>& calls, ErrorCode code) {
    message::Error error;
    error.code = code;
    for (const message::Request& call : calls) rental.answer(call, message::error_reply({}, error));
  }
  std::int64_t count(const char* of) {
    return rental.store()
        .database()
        .execAndGet(std::string{"SELECT count(*) FROM "} + of)
        .getInt64();
  }
  nlohmann::json breaker() {
    return nlohmann::json::parse(rental.request("health", "{}").body).at("breaker");
  }

 private:
  std::int64_t next_ = 0;
};

TEST_F(SlowPayment, P8_turns_customers_away_at_once_and_reserves_nothing) {
  fill_window();
  rental.advance(800ms);
  const auto reply = rental.take_reply(ask_next());
  ASSERT_TRUE(reply && reply->error);
  EXPECT_EQ(reply->outcome, message::Outcome::none);
  EXPECT_EQ(reply->error->code, ErrorCode::overloaded);
  EXPECT_EQ(reply->error->reason, "payment_unavailable");
  EXPECT_TRUE(reply->error->retryable);
  EXPECT_EQ(reply->error->retry_after_ms, 5'000);
  EXPECT_EQ(reply->error->message,
            "payments are slow just now, and nothing was rented; try again in 5 s");
  EXPECT_TRUE(rental.take_calls().empty());
  EXPECT_EQ(count("rentals"), 20);
  EXPECT_EQ(count("awaiting_payment"), 20);
  EXPECT_EQ(count("copies WHERE rental_id IS NOT NULL"), 20);
  EXPECT_EQ(rental.published<contract::RentalRequested>().size(), 20U);
}

TEST_F(SlowPayment, P8_the_same_key_rents_once_payment_answers_again) {
  fill_window();
  rental.advance(800ms);
  EXPECT_TRUE(rental.take_reply(ask(1, 1, "k"))->error);
  rental.advance(5'500ms);
  rental.take_calls();
  const std::string again = ask(1, 1, "k");
  pay(only_call(), PaymentStatus::authorized);
  EXPECT_FALSE(rental.take_reply(again)->error);
}

TEST_F(SlowPayment, a_rule_that_says_no_is_told_before_the_breaker) {
  fill_window();
  rental.advance(800ms);
  EXPECT_EQ(refusal(1, 999).reason, "unknown_book");
  EXPECT_EQ(refusal(1, wanted).reason, "payment_unavailable");
}

TEST_F(SlowPayment, a_decline_is_no_failure) {
  for (int i = 0; i < 30; ++i) {
    ask_next();
    pay(only_call(), PaymentStatus::declined);
  }
  EXPECT_EQ(breaker().at("state"), "closed");
}

TEST_F(SlowPayment, a_provider_that_fails_opens_the_breaker_and_one_that_takes_its_time_does_not) {
  const auto calls = fill_window();
  fail(calls, ErrorCode::pending);
  EXPECT_EQ(breaker().at("state"), "closed");
  fail(fill_window(), ErrorCode::unavailable);
  EXPECT_EQ(breaker().at("state"), "open");
}

TEST_F(SlowPayment, rentals_that_wait_ask_on_while_it_is_open_and_are_called_off_in_time) {
  fill_window();
  rental.advance(1s);
  EXPECT_EQ(breaker().at("state"), "open");
  EXPECT_EQ(rental.take_calls().size(), 20U);
  rental.advance(9s);
  const auto voids = rental.take_calls();
  ASSERT_EQ(voids.size(), 20U);
  EXPECT_EQ(voids.front().op, "void");
  for (const auto& call : voids) pay(call, PaymentStatus::voided);
  EXPECT_EQ(count("copies WHERE rental_id IS NOT NULL"), 0);
  EXPECT_EQ(breaker().at("in_flight"), 0);
}

TEST_F(SlowPayment, an_approval_that_comes_while_it_is_open_is_taken) {
  fill_window();
  rental.advance(3s);
  EXPECT_EQ(breaker().at("state"), "open");
  for (const auto& call : rental.take_calls()) pay(call, PaymentStatus::authorized);
  EXPECT_EQ(count("rentals WHERE status = 'RENTED'"), 20);
}

TEST_F(SlowPayment, health_says_how_it_is_and_since_when) {
  EXPECT_EQ(breaker(), (nlohmann::json{{"state", "closed"}, {"in_flight", 0}}));
  fill_window();
  rental.advance(800ms);
  EXPECT_EQ(breaker(), (nlohmann::json{{"state", "open"},
                                       {"in_flight", 20},
                                       {"since", "2026-12-01T00:00:00.800Z"},
                                       {"retry_after_ms", 5'000}}));
}

TEST_F(SlowPayment, a_restart_begins_closed_with_what_still_waits_in_flight) {
  fill_window();
  rental.advance(800ms);
  rental.restart();
  EXPECT_EQ(breaker(), (nlohmann::json{{"state", "closed"}, {"in_flight", 20}}));
  rental.advance(2s);
  EXPECT_EQ(breaker().at("state"), "closed");
}

TEST_F(SlowPayment, it_wakes_by_itself_when_a_call_becomes_slow_and_when_it_may_try_again) {
  fill_window();
  EXPECT_EQ(rental.engine().wake_at(), rental.clock().steady() + 800ms);
  rental.advance(800ms);
  for (int i = 0; i < 60 && breaker().at("state") == "open"; ++i) {
    const auto sleep = rental.engine().wake_at() - rental.clock().steady();
    ASSERT_GT(sleep, 0ms);
    rental.advance(sleep);
  }
  EXPECT_EQ(breaker().at("state"), "half_open");
}

TEST_F(SlowPayment, half_open_without_rentals_it_says_what_it_waits_for) {
  const auto calls = fill_window();
  rental.advance(800ms);
  for (const auto& call : calls) pay(call, PaymentStatus::authorized);
  rental.advance(std::chrono::hours{1});
  const auto health = nlohmann::json::parse(rental.request("health", "{}").body);
  EXPECT_EQ(health.at("breaker").at("state"), "half_open");
  EXPECT_THAT(health.at("warnings").at(0).get<std::string>(),
              testing::HasSubstr("half open: the next rentals try payment"));
  for (int i = 0; i < 3; ++i) ask_next();
  for (const auto& call : rental.take_calls()) pay(call, PaymentStatus::authorized);
  EXPECT_EQ(nlohmann::json::parse(rental.request("health", "{}").body).at("warnings").size(), 0U);
}

TEST_F(SlowPayment, P8_no_more_than_the_limit_is_in_flight) {
  settings.breaker.in_flight_max = 5;
  rental.restart();
  for (int i = 0; i < 5; ++i) ask_next();
  const auto calls = rental.take_calls();
  const auto error = rental.take_reply(ask_next())->error;
  EXPECT_EQ(error->reason, "payment_unavailable");
  EXPECT_EQ(error->retry_after_ms, 1'000);
  pay(calls.front(), PaymentStatus::authorized);
  EXPECT_FALSE(rental.take_reply(ask_next()));
}

}  // namespace
}  // namespace bookrent::rental
