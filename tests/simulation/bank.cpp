#include "tests/simulation/bank.hpp"

#include <fmt/format.h>

#include "common/probe/probe.hpp"

namespace bookrent::simulation {

using payment::ProviderAnswer;
using payment::ProviderOrder;
using payment::ProviderOutcome;
using payment::Step;

/// Answers come into the line that gave the order; when its process dies they go nowhere.
class BankLine final : public payment::PaymentProvider {
 public:
  BankLine(Bank& bank, const clock::Clock& clock) : bank_(bank), clock_(clock) {}

  std::optional<ProviderAnswer> submit(const ProviderOrder& order) override {
    Dice& dice = bank_.dice_;
    const Weather& weather = bank_.weather_;
    if (dice.chance(weather.bank_forgets)) return std::nullopt;
    const bool fails = dice.chance(weather.bank_fails);
    ProviderAnswer answer{order.payment_id, order.step, ProviderOutcome::failed};
    if (!fails || dice.chance(0.5)) {
      const ProviderAnswer done = bank_.carry_out(order);
      if (!fails) answer = done;
    }
    if (fails) probe::reached("bank: failed");
    const bool slow = dice.chance(weather.bank_slow);
    const bool twice = dice.chance(weather.bank_twice);
    if (!slow && !twice && dice.chance(0.5)) return answer;
    if (slow) probe::reached("bank: slow");
    if (twice) probe::reached("bank: answered twice");
    for (int copies = twice ? 2 : 1; copies > 0; --copies)
      coming_.emplace(bank_.schedule_.now() + dice.between(1, slow ? 4'000 : 30) * millisecond,
                      answer);
    return std::nullopt;
  }

  std::vector<ProviderAnswer> answers(std::size_t most) override {
    std::vector<ProviderAnswer> taken;
    while (taken.size() < most && !coming_.empty() &&
           coming_.begin()->first <= bank_.schedule_.now()) {
      taken.push_back(coming_.begin()->second);
      coming_.erase(coming_.begin());
    }
    return taken;
  }

  clock::Instant next_answer_at() override {
    if (coming_.empty()) return clock::Instant::max();
    const Time left = std::max<Time>(coming_.begin()->first - bank_.schedule_.now(), 0);
    return clock_.now() + clock::Milliseconds{left / millisecond + 1};
  }

 private:
  Bank& bank_;
  const clock::Clock& clock_;
  std::multimap<Time, ProviderAnswer> coming_;
};

std::unique_ptr<payment::PaymentProvider> Bank::line(const clock::Clock& clock) {
  return std::make_unique<BankLine>(*this, clock);
}

/// Once for each payment and step, and answered alike ever after.
ProviderAnswer Bank::carry_out(const ProviderOrder& order) {
  const Key key{order.payment_id, order.step};
  if (const auto known = answered_.find(key); known != answered_.end()) return known->second;
  ProviderAnswer answer{order.payment_id, order.step, decide(order)};
  if (answer.outcome == ProviderOutcome::declined) answer.reason = "declined";
  // A void is good for what was held until then: another may have to follow.
  if (order.step != Step::call_off) answered_[key] = answer;
  return answer;
}

ProviderOutcome Bank::decide(const ProviderOrder& order) {
  const std::int64_t id = order.payment_id;
  switch (order.step) {
    case Step::authorize:
      if (dice_.chance(weather_.bank_declines)) return ProviderOutcome::declined;
      move(id, Money::none, Money::held, "an approval");
      break;
    case Step::capture:
      if (!was_rented(id)) complain_(fmt::format("P3: payment {} is captured unrented", id));
      move(id, Money::held, Money::captured, "a capture");
      break;
    case Step::refund:
      move(id, Money::captured, Money::refunded, "a refund");
      break;
    case Step::call_off:
      if (money_of(id) == Money::held) ledger_[id] = Money::none;
      if (money_of(id) != Money::none)
        complain_(fmt::format("payment {} is called off after its capture", id));
      break;
  }
  return ProviderOutcome::done;
}

void Bank::move(std::int64_t id, Money from, Money to, const char* what) {
  if (money_of(id) != from) complain_(fmt::format("payment {}: {} that cannot be", id, what));
  ledger_[id] = to;
}

Bank::Money Bank::money_of(std::int64_t payment_id) const {
  const auto found = ledger_.find(payment_id);
  return found == ledger_.end() ? Money::none : found->second;
}

}  // namespace bookrent::simulation
