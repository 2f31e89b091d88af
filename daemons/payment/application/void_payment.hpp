#pragma once
// Void: call off a payment whose rental was not made, even one that has never been heard of.
#include <expected>

#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

class VoidPayment {
 public:
  explicit VoidPayment(const PaymentPorts& ports) : ports_(ports) {}

  /// The payment as it is; an AUTHORIZED one awaits its provider.
  std::expected<Payment, PaymentRefusal> operator()(const contract::VoidPayment& command);

 private:
  const PaymentPorts& ports_;
};

}  // namespace bookrent::payment
