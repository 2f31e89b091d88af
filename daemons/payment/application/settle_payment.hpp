#pragma once
// A payment between us and its provider: ask for the next step, take the answer, go on. Answers
// that are there at once and answers that come later take the same way.
#include <optional>

#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

class SettlePayment {
 public:
  explicit SettlePayment(const PaymentPorts& ports) : ports_(ports) {}

  /// Asks the provider for the payment's next step, if it has one, and stores the payment as far as
  /// it got. Nothing, and nothing stored, when the provider failed to say whether it approves.
  std::optional<Payment> go_on(Payment payment);
  /// Takes what the provider answered about the payment; then as go_on().
  std::optional<Payment> take(Payment payment, const ProviderAnswer& answer);

 private:
  std::optional<Payment> store(const Payment& payment);
  std::optional<Payment> give_up(const Payment& payment);
  void note(Payment& payment, const ProviderAnswer& answer);
  void note_done(Payment& payment, Step step);
  template <class Event>
  void publish(const std::optional<Event>& event);

  const PaymentPorts& ports_;
};

}  // namespace bookrent::payment
