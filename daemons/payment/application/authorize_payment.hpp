#pragma once
// Authorize: ask the provider to approve the money for a rental, once.
#include <expected>

#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

class AuthorizePayment {
 public:
  explicit AuthorizePayment(const PaymentPorts& ports) : ports_(ports) {}

  /// The payment as it is, a known one untouched; it may still await its provider.
  std::expected<Payment, PaymentRefusal> operator()(const contract::AuthorizePayment& command);

 private:
  const PaymentPorts& ports_;
};

}  // namespace bookrent::payment
