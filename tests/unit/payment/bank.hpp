#pragma once
// A provider as the outside world: it goes on while the daemon is killed and started again, and it
// knows where the money is, whatever the daemon believes.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

/// How the bank takes one order.
enum class Mood {
  prompt,     // carries it out and answers at once
  slow,       // carries it out and answers when told
  failing,    // does nothing, and says at once that it failed
  faltering,  // carries it out, and says at once that it failed
  lost,       // carries it out, and no answer arrives
  deadly,     // carries it out; the daemon is killed before it can commit
};

/// Ends the turn without a commit, as a kill does. Not an exception that the turn knows.
struct Killed {};

class Bank {
 public:
  struct Account {
    bool approved = false;  // once; an authorize that is repeated approves no second time
    std::int64_t held = 0, captured = 0, refunded = 0;
  };

  std::function<Mood(const ProviderOrder&)> mood = [](const ProviderOrder&) {
    return Mood::prompt;
  };
  std::int64_t decline_above = 100'000;

  const Account& account(std::int64_t id) { return accounts_[id]; }
  /// The orders given so far for a payment.
  std::vector<Step> orders(std::int64_t id) { return orders_[id]; }

  std::optional<ProviderAnswer> take(const ProviderOrder& order) {
    orders_[order.payment_id].push_back(order.step);
    const Mood mood_now = mood(order);
    if (mood_now == Mood::slow) slow_.push_back({order, {}});
    if (mood_now == Mood::slow) return std::nullopt;
    carry_out_earlier(order.payment_id);
    ProviderAnswer failure{order.payment_id, order.step, ProviderOutcome::failed};
    if (mood_now == Mood::failing) return failure;
    const ProviderAnswer answer = carry_out(order);
    if (mood_now == Mood::deadly) throw Killed{};
    if (mood_now == Mood::faltering) return failure;
    return mood_now == Mood::lost ? std::nullopt : std::optional{answer};
  }

  /// Carries out what is left of the slow orders; their answers wait to be taken.
  void catch_up() {
    for (const SlowOrder& slow : std::exchange(slow_, {}))
      answers_.push_back(slow.done ? *slow.done : carry_out(slow.order));
  }
  std::vector<ProviderAnswer> answers() { return std::exchange(answers_, {}); }
  bool has_answers() const { return !answers_.empty(); }
  /// What was said to a daemon that is no longer there.
  void hang_up() { answers_.clear(); }

 private:
  struct SlowOrder {
    ProviderOrder order;
    std::optional<ProviderAnswer> done;  // carried out, but nobody has been told
  };

  void carry_out_earlier(std::int64_t payment_id) {
    for (SlowOrder& slow : slow_)
      if (slow.order.payment_id == payment_id && !slow.done) slow.done = carry_out(slow.order);
  }
  ProviderAnswer carry_out(const ProviderOrder& order) {
    Account& account = accounts_[order.payment_id];
    ProviderAnswer answer{order.payment_id, order.step, ProviderOutcome::done};
    switch (order.step) {
      case Step::authorize:
        return authorize(account, order);
      case Step::capture:
        account.captured += std::exchange(account.held, 0);
        break;
      case Step::refund:
        account.refunded += std::exchange(account.captured, 0);
        break;
      case Step::call_off:
        account.held = 0;
        break;
    }
    return answer;
  }
  ProviderAnswer authorize(Account& account, const ProviderOrder& order) {
    if (order.money->amount > decline_above)
      return {order.payment_id, order.step, ProviderOutcome::declined, "amount_too_high"};
    if (!account.approved) account.held = order.money->amount;
    account.approved = true;
    return {order.payment_id, order.step, ProviderOutcome::done};
  }

  std::map<std::int64_t, Account> accounts_;
  std::map<std::int64_t, std::vector<Step>> orders_;
  std::vector<SlowOrder> slow_;
  std::vector<ProviderAnswer> answers_;
};

/// The bank as one run of the daemon reaches it.
class BankConnection final : public PaymentProvider {
 public:
  explicit BankConnection(Bank& bank) : bank_(bank) { bank_.hang_up(); }
  std::optional<ProviderAnswer> submit(const ProviderOrder& order) override {
    return bank_.take(order);
  }
  std::vector<ProviderAnswer> answers(std::size_t) override { return bank_.answers(); }
  clock::Instant next_answer_at() override {
    return bank_.has_answers() ? clock::Instant::min() : clock::Instant::max();
  }

 private:
  Bank& bank_;
};

}  // namespace bookrent::payment
