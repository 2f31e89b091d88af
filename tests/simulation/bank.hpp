#pragma once
// The bank behind payment's port: slow, failing, forgetful, answering twice. What it has done stays
// done whoever is killed, and it tells the judge when money moves that must not.
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "daemons/payment/application/ports.hpp"
#include "tests/simulation/weather.hpp"

namespace bookrent::simulation {

class Bank {
 public:
  enum class Money { none, held, captured, refunded };

  /// `complain` is told in words of each order that no bank should get.
  Bank(Schedule& schedule, const Weather& weather, Dice dice,
       std::function<void(std::string)> complain)
      : schedule_(schedule),
        weather_(weather),
        dice_(std::move(dice)),
        complain_(std::move(complain)) {}

  /// The line of one paymentd, from its start to its end.
  std::unique_ptr<payment::PaymentProvider> line(const clock::Clock& clock);

  /// Whose capture it has carried out must have been RENTED by then: the judge says.
  std::function<bool(std::int64_t)> was_rented = [](std::int64_t) { return true; };

  Money money_of(std::int64_t payment_id) const;
  const std::map<std::int64_t, Money>& ledger() const { return ledger_; }

 private:
  friend class BankLine;
  using Key = std::pair<std::int64_t, payment::Step>;

  payment::ProviderAnswer carry_out(const payment::ProviderOrder& order);
  payment::ProviderOutcome decide(const payment::ProviderOrder& order);
  void move(std::int64_t id, Money from, Money to, const char* what);

  Schedule& schedule_;
  const Weather& weather_;
  Dice dice_;
  std::function<void(std::string)> complain_;
  std::map<std::int64_t, Money> ledger_;
  std::map<Key, payment::ProviderAnswer> answered_;
};

}  // namespace bookrent::simulation
