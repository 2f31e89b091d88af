#pragma once
// The use cases' ports as small as they can be.
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

using Happened = std::variant<contract::PaymentAuthorized, contract::PaymentDeclined,
                              contract::Paid, contract::PaymentVoided, contract::Refunded>;

struct FakePayments final : Payments {
  std::optional<Payment> find(std::int64_t id) override {
    const auto found = rows.find(id);
    return found == rows.end() ? std::nullopt : std::optional{found->second};
  }
  void save(const Payment& payment) override { rows[payment.id] = payment; }
  void remove(std::int64_t id) override { rows.erase(id); }
  std::map<std::int64_t, Payment> rows;
};

/// Answers each order with the outcome that its step was given; silent about all others.
struct FakeProvider final : PaymentProvider {
  std::optional<ProviderAnswer> submit(const ProviderOrder& order) override {
    orders.push_back(order.step);
    const auto outcome = outcomes.find(order.step);
    if (outcome == outcomes.end()) return std::nullopt;
    return ProviderAnswer{order.payment_id, order.step, outcome->second, "user_declined"};
  }
  std::vector<ProviderAnswer> answers(std::size_t) override { return {}; }
  clock::Instant next_answer_at() override { return clock::Instant::max(); }
  std::map<Step, ProviderOutcome> outcomes;
  std::vector<Step> orders;
};

struct FakeJournal final : Journal {
  void publish(const contract::PaymentAuthorized& event) override { events.emplace_back(event); }
  void publish(const contract::PaymentDeclined& event) override { events.emplace_back(event); }
  void publish(const contract::Paid& event) override { events.emplace_back(event); }
  void publish(const contract::PaymentVoided& event) override { events.emplace_back(event); }
  void publish(const contract::Refunded& event) override { events.emplace_back(event); }
  std::vector<Happened> events;
};

struct FakeCallers final : Callers {
  void settled(const Payment& payment) override { told.push_back(payment.status); }
  void failed(const Payment&) override { ++failures; }
  std::vector<std::optional<PaymentStatus>> told;
  int failures = 0;
};

struct Fakes {
  FakePayments payments;
  FakeProvider provider;
  FakeJournal journal;
  FakeCallers callers;
  const PaymentPorts ports{payments, provider, journal, callers};
};

}  // namespace bookrent::payment
