#include "daemons/payment/application/void_payment.hpp"

#include "common/probe/probe.hpp"
#include "daemons/payment/application/settle_payment.hpp"

namespace bookrent::payment {
namespace {

Payment unheard_of(const contract::VoidPayment& command) {
  Payment payment;
  payment.id = command.payment_id;
  payment.rental_id = command.rental_id;
  return payment;
}

}  // namespace

std::expected<Payment, PaymentRefusal> VoidPayment::operator()(
    const contract::VoidPayment& command) {
  if (command.payment_id < 1 || command.rental_id < 1)
    return std::unexpected(PaymentRefusal::invalid_order);
  const auto known = ports_.payments.find(command.payment_id);
  Payment payment = known.value_or(unheard_of(command));
  if (payment.rental_id != command.rental_id)
    return std::unexpected(PaymentRefusal::payment_differs);
  const auto voided = request_void(payment);
  if (!voided) return std::unexpected(voided.error());
  if (!known) probe::reached("payment: a tombstone");
  if (!known && probe::planted("no tombstone")) return payment;
  if (*voided) ports_.journal.publish(**voided);
  return SettlePayment(ports_).go_on(std::move(payment)).value();
}

}  // namespace bookrent::payment
