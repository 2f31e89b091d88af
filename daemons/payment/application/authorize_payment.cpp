#include "daemons/payment/application/authorize_payment.hpp"

#include "common/probe/probe.hpp"
#include "daemons/payment/application/settle_payment.hpp"

namespace bookrent::payment {

std::expected<Payment, PaymentRefusal> AuthorizePayment::operator()(
    const contract::AuthorizePayment& command) {
  auto asked = ask(command);
  if (!asked) return asked;
  if (auto known = ports_.payments.find(command.payment_id)) {
    if (!is_repeated_by(*known, command)) return std::unexpected(PaymentRefusal::payment_differs);
    if (known->status == PaymentStatus::voided)
      probe::reached("payment: an authorize comes after its void");
    return *std::move(known);
  }
  auto payment = SettlePayment(ports_).go_on(*std::move(asked));
  if (!payment) return std::unexpected(PaymentRefusal::provider_failed);
  return *std::move(payment);
}

}  // namespace bookrent::payment
