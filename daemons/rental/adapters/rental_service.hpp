#pragma once
// The rental context as the turn sees it: messages in, use cases, messages out.
#include <algorithm>

#include "common/clock/clock.hpp"
#include "common/random/random.hpp"
#include "common/settings/settings.hpp"
#include "common/store/store.hpp"
#include "common/turn/service.hpp"
#include "daemons/rental/adapters/awaiting_table.hpp"
#include "daemons/rental/adapters/known_tables.hpp"
#include "daemons/rental/adapters/payment_line.hpp"
#include "daemons/rental/adapters/rental_table.hpp"
#include "daemons/rental/application/settle_payment.hpp"

namespace bookrent::rental {

struct RentalSettings {
  RentingRules rules;
  clock::Milliseconds approval_deadline{10'000};
  clock::Milliseconds approval_retry{1'000};
  BreakerLimits breaker = {};
};
/// Also makes the library's time zone the process's. Throws settings::BadSetting.
RentalSettings rental_settings(const settings::Settings& settings);

class RentalService final : public turn::Service {
 public:
  /// `random` is only for the breaker's jitter.
  RentalService(store::Store& store, RentalSettings settings, random::Random& random);

  std::vector<message::Operation> operations() const override;
  std::vector<std::string> sources() const override;
  turn::Answer handle(const message::Request& request, turn::Effects& effects) override;
  std::expected<void, std::string> apply(const eventlog::Event& event,
                                         turn::Effects& effects) override;
  void replied(const turn::CallReply& reply, turn::Effects& effects) override;
  void tick(turn::Effects& effects) override;
  clock::Instant wake_at() override { return std::min(awaiting_.earliest(), line_.wake_at()); }
  std::string health(const turn::Effects& effects) override { return line_.health(effects); }
  metrics::Families figures(const turn::Effects& effects) override {
    return line_.figures(effects);
  }
  std::vector<std::string> warnings(const turn::Effects& effects) override {
    return line_.warnings(effects);
  }
  std::vector<std::string> projected_sources() const override { return sources(); }
  /// What it knows of books and users decides who may rent: it counts until it is read anew.
  void forget_projection(turn::Lost) override { known_.await_again(); }
  void history_read(const std::string& source, turn::Effects& effects) override;
  void adopt(const settings::Settings& settings) override;
  std::unique_ptr<audit::Auditor> auditor() override;

 private:
  turn::Answer rent(const message::Request& request, turn::Effects& effects);
  template <class Command>
  turn::Answer end(const message::Request& request, turn::Effects& effects);
  template <class Work>
  void settle(const Awaiting& who, turn::Effects& effects, const Work& work);

  store::Store& store_;
  RentalSettings settings_;
  RentalTable rentals_;
  KnownTables known_;
  AwaitingTable awaiting_;
  PaymentLine line_;
};

}  // namespace bookrent::rental
