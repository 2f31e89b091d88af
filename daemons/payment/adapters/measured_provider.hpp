#pragma once
// A provider whose answers are counted, and the time it takes for them.
#include <map>
#include <memory>

#include "common/metrics/families.hpp"
#include "common/metrics/stopwatch.hpp"
#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

/// Orders that are timed at once; what is given while so many are open is not timed.
inline constexpr std::size_t timed_max = 100'000;

class MeasuredProvider final : public PaymentProvider {
 public:
  explicit MeasuredProvider(std::unique_ptr<PaymentProvider> provider);
  ~MeasuredProvider() override;

  std::optional<ProviderAnswer> submit(const ProviderOrder& order) override;
  std::vector<ProviderAnswer> answers(std::size_t most) override;
  clock::Instant next_answer_at() override { return provider_->next_answer_at(); }

  PaymentProvider& measured() { return *provider_; }
  metrics::Families figures() const;

 private:
  struct Counted;
  void take(const ProviderAnswer& answer);

  std::unique_ptr<PaymentProvider> provider_;
  std::unique_ptr<Counted> counted_;
  std::map<std::pair<std::int64_t, Step>, metrics::Stopwatch> open_;
};

}  // namespace bookrent::payment
