#pragma once
// A provider that moves no money, for trials and tests. What it says follows from the order alone:
// it remembers nothing but the orders that it has still to answer.
#include <deque>
#include <set>
#include <utility>
#include <vector>

#include "common/clock/clock.hpp"
#include "common/random/random.hpp"
#include "common/settings/settings.hpp"
#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

struct SandboxSettings {
  clock::Milliseconds delay{0};
  std::int64_t failure_percent = 0;  // of its answers
  std::int64_t decline_above = 1'000'000;
  std::vector<std::int64_t> decline_users = {};
};
SandboxSettings sandbox_settings(const settings::Settings& settings);

class Sandbox final : public PaymentProvider {
 public:
  Sandbox(SandboxSettings settings, const clock::Clock& clock, random::Random& random)
      : settings_(std::move(settings)), clock_(clock), random_(random) {}

  std::optional<ProviderAnswer> submit(const ProviderOrder& order) override;
  std::vector<ProviderAnswer> answers(std::size_t most) override;
  clock::Instant next_answer_at() override;
  /// Also of the orders that it has still to answer.
  void adopt(SandboxSettings settings);

 private:
  using Key = std::pair<std::int64_t, Step>;
  struct UnderWay {
    ProviderOrder order;
    clock::Steady until;
  };

  ProviderAnswer answer_to(const ProviderOrder& order);
  bool fails();

  SandboxSettings settings_;
  const clock::Clock& clock_;
  random::Random& random_;
  std::deque<UnderWay> under_way_;  // all take the same time: the first one is answered first
  std::set<Key> keys_;              // of those under way: an order given again waits with the first
};

}  // namespace bookrent::payment
