#pragma once
// The rental context on a real database, with users and books; the test plays payment.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "common/contract/payment.hpp"
#include "daemons/rental/adapters/rental_service.hpp"
#include "daemons/rental/adapters/schema.hpp"
#include "tests/support/engine_fixture.hpp"

namespace bookrent::rental {

using contract::PaymentStatus;

class RentalContext : public testing::Test {
 protected:
  void SetUp() override {
    for (std::int64_t user = 1; user <= 5; ++user)
      rental.feed("user", contract::UserRegistered{user, "사용자", {}, {}});
    for (std::int64_t book = 1; book <= 12; ++book)
      rental.feed("book", contract::BookRegistered{book, "책", {}, 1500, "KRW", 1, 14});
  }

  std::string ask(std::int64_t user, std::int64_t book, const std::string& key = {}) {
    return rental.send("rent", contract::encode(contract::RentBook{user, book, {}}),
                       support::manager(), key);
  }
  message::Request only_call() {
    const auto calls = rental.take_calls();
    EXPECT_EQ(calls.size(), 1U);
    return calls.at(0);
  }
  void pay(const message::Request& call, PaymentStatus status) {
    const auto id = contract::decode<contract::VoidPayment>(call.body)->payment_id;
    contract::Payment payment;
    payment.payment_id = payment.rental_id = id;
    payment.status = status;
    message::Reply reply;
    reply.outcome = message::Outcome::applied;
    reply.body = contract::encode(payment);
    rental.answer(call, reply);
  }
  contract::Rental rent(std::int64_t user, std::int64_t book) {
    const std::string id = ask(user, book);
    pay(only_call(), PaymentStatus::authorized);
    return support::body_of<contract::Rental>(*rental.take_reply(id));
  }
  message::Error refusal(std::int64_t user, std::int64_t book) {
    return *rental.take_reply(ask(user, book))->error;
  }
  std::string status_of(std::int64_t id) {
    return rental.store()
        .database()
        .execAndGet("SELECT status FROM rentals WHERE rental_id = " + std::to_string(id))
        .getString();
  }

  RentalSettings settings;
  support::SeededRandom chance;
  support::EngineFixture rental{"rental", schema(), [this](store::Store& store) {
                                  return std::make_unique<RentalService>(store, settings, chance);
                                }};
};

}  // namespace bookrent::rental
