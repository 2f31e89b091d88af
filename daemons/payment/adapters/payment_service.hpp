#pragma once
// The payment context as the turn sees it: messages in, use cases, messages out.
#include <memory>

#include "common/settings/settings.hpp"
#include "common/store/store.hpp"
#include "common/turn/service.hpp"
#include "daemons/payment/adapters/caller_table.hpp"
#include "daemons/payment/adapters/measured_provider.hpp"
#include "daemons/payment/adapters/payment_table.hpp"
#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

struct PaymentSettings {
  clock::Milliseconds retry{1'000};  // until the provider is asked again
};
PaymentSettings payment_settings(const settings::Settings& settings);

class PaymentService final : public turn::Service {
 public:
  PaymentService(store::Store& store, std::unique_ptr<PaymentProvider> provider,
                 PaymentSettings settings);

  std::vector<message::Operation> operations() const override;
  std::vector<std::string> sources() const override;
  turn::Answer handle(const message::Request& request, turn::Effects& effects) override;
  std::expected<void, std::string> apply(const eventlog::Event& event,
                                         turn::Effects& effects) override;
  /// Payment calls nobody.
  void replied(const turn::CallReply&, turn::Effects&) override {}
  void tick(turn::Effects& effects) override;
  clock::Instant wake_at() override;
  std::vector<std::string> projected_sources() const override { return sources(); }
  /// Nothing is forgotten: what moved money stays, and is looked for in what is read anew.
  void forget_projection(turn::Lost lost) override;
  /// Names the payments whose rental was lost, and gives their money back where that was wanted.
  void history_read(const std::string& source, turn::Effects& effects) override;
  void adopt(const settings::Settings& settings) override;
  metrics::Families figures(const turn::Effects&) override { return provider_.figures(); }
  std::unique_ptr<audit::Auditor> auditor() override;

 private:
  template <class UseCase, class Command>
  turn::Answer change(const message::Request& request, turn::Effects& effects);
  void hear(const eventlog::Event& event);
  turn::Answer show(const message::Request& request);
  turn::Answer list(const message::Request& request);
  template <class Work>
  auto with_ports(const Cause& cause, turn::Effects& effects, const Work& work);

  store::Store& store_;
  PaymentSettings settings_;
  MeasuredProvider provider_;
  PaymentTable payments_;
  CallerTable callers_;
  bool awaits_again_;  // some payment's rental was not heard of yet
};

}  // namespace bookrent::payment
