#include "daemons/payment/application/settle_payment.hpp"

#include "common/probe/probe.hpp"

namespace bookrent::payment {

std::optional<Payment> SettlePayment::go_on(Payment payment) {
  const auto step = next_step(payment);
  if (!step) return store(payment);
  const auto answer = ports_.provider.submit({payment.id, *step, payment.user_id, payment.money});
  return answer ? take(std::move(payment), *answer) : store(payment);
}

std::optional<Payment> SettlePayment::take(Payment payment, const ProviderAnswer& answer) {
  if (!payment.status && answer.outcome == ProviderOutcome::failed) return give_up(payment);
  const auto step = next_step(payment);
  note(payment, answer);
  return next_step(payment) == step ? store(payment) : go_on(std::move(payment));
}

void SettlePayment::note(Payment& payment, const ProviderAnswer& answer) {
  const bool declined = answer.outcome == ProviderOutcome::declined;
  if (answer.step == Step::authorize && !declined) doubt_void(payment);
  if (answer.step == Step::authorize && declined) publish(decline(payment, answer.reason));
  if (answer.outcome == ProviderOutcome::done) note_done(payment, answer.step);
}

void SettlePayment::note_done(Payment& payment, Step step) {
  switch (step) {
    case Step::authorize:
      return publish(approve(payment));
    case Step::capture:
      return publish(capture(payment));
    case Step::refund:
      return publish(refund(payment));
    case Step::call_off:
      return publish(call_off(payment));
  }
}

template <class Event>
void SettlePayment::publish(const std::optional<Event>& event) {
  if (event) ports_.journal.publish(*event);
}

std::optional<Payment> SettlePayment::store(const Payment& payment) {
  ports_.payments.save(payment);
  if (!payment.awaits_provider()) ports_.callers.settled(payment);
  return payment;
}

std::optional<Payment> SettlePayment::give_up(const Payment& payment) {
  probe::reached("payment: the provider failed");
  ports_.callers.failed(payment);
  ports_.payments.remove(payment.id);
  return std::nullopt;
}

}  // namespace bookrent::payment
