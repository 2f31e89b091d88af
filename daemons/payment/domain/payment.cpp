#include "daemons/payment/domain/payment.hpp"

namespace bookrent::payment {
namespace {

contract::PaymentVoided voided(const Payment& payment) { return {payment.id, payment.rental_id}; }

bool possible(const contract::AuthorizePayment& command) {
  return command.payment_id > 0 && command.rental_id > 0 && command.user_id > 0 &&
         command.amount >= 0 && contract::looks_like_currency(command.currency);
}

}  // namespace

bool Payment::awaits_provider() const {
  return !status || (status == PaymentStatus::authorized && void_requested);
}

std::expected<Payment, PaymentRefusal> ask(const contract::AuthorizePayment& command) {
  if (!possible(command)) return std::unexpected(PaymentRefusal::invalid_order);
  Payment payment;
  payment.id = command.payment_id;
  payment.rental_id = command.rental_id;
  payment.user_id = command.user_id;
  payment.money = {command.amount, command.currency};
  return payment;
}

bool is_repeated_by(const Payment& payment, const contract::AuthorizePayment& command) {
  const contract::Money money{command.amount, command.currency};
  return payment.rental_id == command.rental_id &&
         payment.user_id.value_or(command.user_id) == command.user_id &&
         payment.money.value_or(money) == money;
}

std::optional<Step> next_step(const Payment& payment) {
  if (!payment.status) return Step::authorize;
  switch (*payment.status) {
    case PaymentStatus::authorized:
      if (payment.void_requested) return Step::call_off;
      if (payment.rented) return Step::capture;
      return std::nullopt;
    case PaymentStatus::paid:
      if (payment.cancelled) return Step::refund;
      return std::nullopt;
    case PaymentStatus::voided:
      if (!payment.void_acknowledged) return Step::call_off;
      return std::nullopt;
    case PaymentStatus::refunded:
      return std::nullopt;
    case PaymentStatus::declined:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<contract::PaymentAuthorized> approve(Payment& payment) {
  if (payment.status) return std::nullopt;
  payment.status = PaymentStatus::authorized;
  return contract::PaymentAuthorized{payment.id, payment.rental_id, *payment.user_id,
                                     payment.money->amount, payment.money->currency};
}

std::optional<contract::PaymentDeclined> decline(Payment& payment, const std::string& reason) {
  if (payment.status) return std::nullopt;
  payment.status = PaymentStatus::declined;
  payment.reason = reason;
  return contract::PaymentDeclined{payment.id,
                                   payment.rental_id,
                                   *payment.user_id,
                                   payment.money->amount,
                                   payment.money->currency,
                                   reason};
}

std::optional<contract::Paid> capture(Payment& payment) {
  if (next_step(payment) != Step::capture) return std::nullopt;
  payment.status = PaymentStatus::paid;
  return contract::Paid{payment.id, payment.rental_id, payment.money->amount,
                        payment.money->currency};
}

std::optional<contract::Refunded> refund(Payment& payment) {
  if (next_step(payment) != Step::refund) return std::nullopt;
  payment.status = PaymentStatus::refunded;
  return contract::Refunded{payment.id, payment.rental_id, payment.money->amount,
                            payment.money->currency};
}

std::optional<contract::PaymentVoided> call_off(Payment& payment) {
  if (next_step(payment) != Step::call_off) return std::nullopt;
  payment.void_acknowledged = true;
  if (payment.status == PaymentStatus::voided) return std::nullopt;
  payment.status = PaymentStatus::voided;
  return voided(payment);
}

void doubt_void(Payment& payment) {
  if (payment.status == PaymentStatus::voided) payment.void_acknowledged = false;
}

std::expected<std::optional<contract::PaymentVoided>, PaymentRefusal> request_void(
    Payment& payment) {
  if (!payment.status) {
    payment.status = PaymentStatus::voided;
    return voided(payment);
  }
  switch (*payment.status) {
    case PaymentStatus::authorized:
      if (payment.rented) return std::unexpected(PaymentRefusal::already_captured);
      payment.void_requested = true;
      return std::nullopt;
    case PaymentStatus::voided:
      return std::nullopt;
    case PaymentStatus::declined:
      return std::nullopt;
    case PaymentStatus::paid:
      return std::unexpected(PaymentRefusal::already_captured);
    case PaymentStatus::refunded:
      return std::unexpected(PaymentRefusal::already_captured);
  }
  return std::nullopt;
}

bool note_rented(Payment& payment) {
  if (payment.status != PaymentStatus::authorized || payment.void_requested) return false;
  payment.rented = true;
  return true;
}

bool note_cancelled(Payment& payment) {
  if (payment.status != PaymentStatus::authorized && payment.status != PaymentStatus::paid)
    return false;
  payment.cancelled = true;
  if (!payment.rented) payment.void_requested = true;
  return true;
}

}  // namespace bookrent::payment
