#include "daemons/payment/adapters/measured_provider.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

namespace bookrent::payment {
namespace {

const prometheus::Histogram::BucketBoundaries answer_seconds = {
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

std::string word(Step step) {
  switch (step) {
    case Step::authorize:
      return "authorize";
    case Step::capture:
      return "capture";
    case Step::refund:
      return "refund";
    case Step::call_off:
      return "call_off";
  }
  return {};
}

std::string word(ProviderOutcome outcome) {
  switch (outcome) {
    case ProviderOutcome::done:
      return "done";
    case ProviderOutcome::declined:
      return "declined";
    case ProviderOutcome::failed:
      return "failed";
  }
  return {};
}

}  // namespace

struct MeasuredProvider::Counted {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Histogram>& durations =
      prometheus::BuildHistogram()
          .Name("bookrent_provider_duration_seconds")
          .Help("From an order to the payment provider to its answer.")
          .Register(registry);
  prometheus::Family<prometheus::Counter>& answers =
      prometheus::BuildCounter()
          .Name("bookrent_provider_answers_total")
          .Help("Answers of the payment provider, by step and outcome.")
          .Register(registry);
};

MeasuredProvider::MeasuredProvider(std::unique_ptr<PaymentProvider> provider)
    : provider_(std::move(provider)), counted_(std::make_unique<Counted>()) {}

MeasuredProvider::~MeasuredProvider() = default;

/// An order that is given again is a question of its own: it is timed from then.
std::optional<ProviderAnswer> MeasuredProvider::submit(const ProviderOrder& order) {
  if (open_.size() < timed_max) open_[{order.payment_id, order.step}] = {};
  auto answer = provider_->submit(order);
  if (answer) take(*answer);
  return answer;
}

std::vector<ProviderAnswer> MeasuredProvider::answers(std::size_t most) {
  std::vector<ProviderAnswer> answers = provider_->answers(most);
  for (const ProviderAnswer& answer : answers) take(answer);
  return answers;
}

void MeasuredProvider::take(const ProviderAnswer& answer) {
  counted_->answers.Add({{"step", word(answer.step)}, {"outcome", word(answer.outcome)}})
      .Increment();
  const auto found = open_.find({answer.payment_id, answer.step});
  if (found == open_.end()) return;
  counted_->durations.Add({{"step", word(answer.step)}}, answer_seconds)
      .Observe(found->second.seconds());
  open_.erase(found);
}

metrics::Families MeasuredProvider::figures() const { return counted_->registry.Collect(); }

}  // namespace bookrent::payment
