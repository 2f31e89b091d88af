#pragma once
// The payment context on a real turn and database, with rental and the provider played by the test.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "daemons/payment/adapters/payment_service.hpp"
#include "daemons/payment/adapters/schema.hpp"
#include "tests/support/engine_fixture.hpp"
#include "tests/unit/payment/bank.hpp"
#include "tests/unit/payment/payments.hpp"

namespace bookrent::payment {

inline constexpr clock::Milliseconds retry{300};  // less than a heartbeat

class PaymentContext : public testing::Test {
 protected:
  /// A command from rental, which uses the same key for the same command; the id of the request.
  template <class Command>
  std::string send(const Command& command, const std::string& key = {}) {
    return engine.send(Command::operation, contract::encode(command), support::service("rental"),
                       key.empty() ? key_of(command) : key);
  }
  /// The same when the reply comes in the same turn.
  template <class Command>
  message::Reply ask(const Command& command, const std::string& key = {}) {
    return engine.take_reply(send(command, key)).value();
  }
  template <class Command>
  contract::PaymentStatus status_after(const Command& command, const std::string& key = {}) {
    return support::body_of<contract::Payment>(ask(command, key)).status;
  }
  template <class Command>
  message::Error refusal_of(const Command& command, const std::string& key = {}) {
    return ask(command, key).error.value();
  }
  template <class Command>
  static std::string key_of(const Command& command) {
    return std::string{Command::operation} + "-" + std::to_string(command.payment_id);
  }

  std::optional<contract::Payment> shown(std::int64_t id) {
    const auto reply = engine.request(contract::ShowPayment{id});
    if (reply.error) return std::nullopt;
    return support::body_of<contract::Payment>(reply);
  }
  std::optional<PaymentStatus> status(std::int64_t id) {
    return shown(id).transform([](const auto& payment) { return payment.status; });
  }

  template <class Event>
  void feed(const Event& event) {
    engine.feed("rental", event);
  }
  void be(Mood mood) {
    bank.mood = [mood](const ProviderOrder&) { return mood; };
  }
  /// The bank has carried out its slow orders, and a turn takes the answers.
  void bank_answers() {
    bank.catch_up();
    engine.turn();
  }

  Bank bank;
  support::EngineFixture engine{"payment", schema(), [this](store::Store& store) {
                                  return std::make_unique<PaymentService>(
                                      store, std::make_unique<BankConnection>(bank),
                                      PaymentSettings{retry});
                                }};
};

}  // namespace bookrent::payment
