#include "daemons/payment/adapters/sandbox/sandbox.hpp"

#include <algorithm>
#include <array>

namespace bookrent::payment {

SandboxSettings sandbox_settings(const settings::Settings& settings) {
  return {clock::Milliseconds{settings.integer("sandbox", "delay_ms")},
          settings.integer("sandbox", "failure_percent"),
          settings.integer("sandbox", "decline_above"),
          settings.integers("sandbox", "decline_users")};
}

std::optional<ProviderAnswer> Sandbox::submit(const ProviderOrder& order) {
  if (settings_.delay == clock::Milliseconds{0}) return answer_to(order);
  if (keys_.emplace(order.payment_id, order.step).second)
    under_way_.push_back({order, clock_.steady() + settings_.delay});
  return std::nullopt;
}

std::vector<ProviderAnswer> Sandbox::answers(std::size_t most) {
  std::vector<ProviderAnswer> answers;
  const clock::Steady now = clock_.steady();
  while (!under_way_.empty() && under_way_.front().until <= now && answers.size() < most) {
    const ProviderOrder& order = under_way_.front().order;
    answers.push_back(answer_to(order));
    keys_.erase({order.payment_id, order.step});
    under_way_.pop_front();
  }
  return answers;
}

clock::Instant Sandbox::next_answer_at() {
  if (under_way_.empty()) return clock::Instant::max();
  return clock_.now() + (under_way_.front().until - clock_.steady());
}

void Sandbox::adopt(SandboxSettings settings) {
  for (UnderWay& order : under_way_) order.until += settings.delay - settings_.delay;
  settings_ = std::move(settings);
}

ProviderAnswer Sandbox::answer_to(const ProviderOrder& order) {
  ProviderAnswer answer{order.payment_id, order.step, ProviderOutcome::done};
  const auto decline = [&](const char* reason) {
    answer.outcome = ProviderOutcome::declined;
    answer.reason = reason;
  };
  if (fails()) {
    answer.outcome = ProviderOutcome::failed;
  } else if (order.step == Step::authorize) {
    if (order.money->amount > settings_.decline_above) decline("amount_too_high");
    if (std::ranges::count(settings_.decline_users, *order.user_id)) decline("user_declined");
  }
  return answer;
}

bool Sandbox::fails() {
  if (settings_.failure_percent == 0) return false;
  std::array<std::byte, 2> drawn{};
  random_.fill(drawn);
  const auto number =
      std::to_integer<std::int64_t>(drawn[0]) * 256 + std::to_integer<std::int64_t>(drawn[1]);
  return number % 100 < settings_.failure_percent;
}

}  // namespace bookrent::payment
