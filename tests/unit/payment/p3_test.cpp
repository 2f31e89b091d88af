// P3, payment's half of it: money is captured only for a rental that was RENTED, at every instant;
// and what is called off is let go in the end. Whatever order messages come in, whatever the
// provider does to us, and wherever we are killed.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "tests/unit/payment/payment_context.hpp"

namespace bookrent::payment {
namespace {

using enum contract::PaymentStatus;

constexpr int steps = 300;
constexpr int at_once = 4;    // payments that things happen to at the same time
constexpr int lifetime = 50;  // steps; then other payments follow
constexpr std::int64_t payments = at_once * steps / lifetime;

// A third of the rentals is never called off, a third is never made, and a third knows no order.
bool may_be_called_off(std::int64_t id) { return id % 3 != 0; }
bool may_be_rented(std::int64_t id) { return id % 3 != 1; }

class P3 : public PaymentContext, public testing::WithParamInterface<unsigned> {
 protected:
  P3() {
    testing::internal::CaptureStderr();  // of events that no approval stands behind
    bank.mood = [this](const ProviderOrder&) {
      return calm_ ? Mood::prompt : static_cast<Mood>(below(static_cast<int>(Mood::deadly) + 1));
    };
  }
  ~P3() override { testing::internal::GetCapturedStderr(); }

  int below(int limit) { return std::uniform_int_distribution{0, limit - 1}(generator_); }

  /// Does it, and when that kills the daemon, starts it again until it lives.
  void survive(const std::function<void()>& work) {
    try {
      work();
    } catch (const Killed&) {
      survive([this] { engine.restart(); });
    }
  }

  void happen_to(std::int64_t id) {
    switch (below(8)) {
      case 0:
      case 1:
        return survive([&] { send(authorize(id), some_key()); });
      case 2:
      case 3:
        return call_off(id);
      case 4:
      case 5:
        return rent(id);
      case 6:
        return cancel(id);
      case 7:
        return pass_time();
    }
  }
  void pass_time() {
    switch (below(4)) {
      case 0:
      case 1:
        return survive([&] { engine.advance(retry / 2); });
      case 2:
        return survive([&] { bank_answers(); });
      case 3:
        return survive([&] { engine.restart(); });
    }
  }
  void call_off(std::int64_t id) {
    if (!may_be_called_off(id)) return;
    voids_.insert(id);
    survive([&] { send(void_of(id), some_key()); });
  }
  void rent(std::int64_t id) {
    if (!may_be_rented(id) || rented_.contains(id)) return;
    survive([&] {
      if (status(id) == authorized && !voids_.contains(id)) rightly_rented_.insert(id);
    });
    rented_.insert(id);
    survive([&] { feed(rented(id)); });
  }
  void cancel(std::int64_t id) {
    if (rented_.contains(id) && cancelled_.insert(id).second) survive([&] { feed(cancelled(id)); });
  }
  /// Rental's own, and sometimes a new one. Empty: rental's.
  std::string some_key() { return below(4) == 0 ? "key-" + std::to_string(++keys_) : ""; }

  void expect_no_money_without_a_rental() {
    const auto list = engine.request(contract::ListPayments{});
    for (const auto& payment : support::body_of<contract::PaymentList>(list).payments) {
      if (rented_.contains(payment.payment_id)) continue;
      EXPECT_TRUE(payment.status != paid && payment.status != refunded) << payment.payment_id;
    }
    for (std::int64_t id = 1; id <= payments; ++id)
      EXPECT_TRUE(bank.account(id).captured == 0 || rented_.contains(id)) << id;
  }

  /// The provider is well again, and rental repeats what it has had no answer to.
  void heal() {
    calm_ = true;
    for (int i = 0; i < 4; ++i) {
      bank_answers();
      engine.advance(retry);
    }
    for (std::int64_t id = 1; id <= payments; ++id) {
      if (voids_.contains(id))
        send(void_of(id));
      else
        send(authorize(id));
    }
  }
  std::size_t orders_given() {
    std::size_t orders = 0;
    for (std::int64_t id = 1; id <= payments; ++id) orders += bank.orders(id).size();
    return orders;
  }

  void expect_settled(std::int64_t id) {
    const auto now = status(id).value();
    if (voids_.contains(id)) {
      EXPECT_NE(now, authorized);
    }
    if (rightly_rented_.contains(id)) {
      EXPECT_EQ(now, cancelled_.contains(id) ? refunded : paid);
    }
    // A rental that was called off never becomes RENTED: what a bank makes of both is its own.
    if (voids_.contains(id) && rented_.contains(id)) return;
    EXPECT_EQ(bank.account(id).held, now == authorized ? amount : 0);
    EXPECT_EQ(bank.account(id).captured, now == paid ? amount : 0);
    EXPECT_EQ(bank.account(id).refunded, now == refunded ? amount : 0);
  }

  std::mt19937 generator_{GetParam()};
  bool calm_ = false;
  int keys_ = 0;
  std::set<std::int64_t> voids_, rented_, rightly_rented_, cancelled_;
};

TEST_P(P3, money_is_captured_only_for_what_was_rented_and_all_is_settled_in_the_end) {
  for (int i = 0; i < steps; ++i) {
    happen_to(1 + at_once * (i / lifetime) + below(at_once));
    survive([this] { expect_no_money_without_a_rental(); });
  }
  heal();
  const std::size_t orders = orders_given();
  for (int i = 0; i < 5; ++i) engine.advance(retry);
  EXPECT_EQ(orders_given(), orders) << "nothing is left to ask the provider for";
  for (std::int64_t id = 1; id <= payments; ++id) {
    SCOPED_TRACE("payment " + std::to_string(id));
    expect_settled(id);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, P3, testing::Range(1U, 13U));

}  // namespace
}  // namespace bookrent::payment
