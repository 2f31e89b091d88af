#pragma once
// Words of the payment context for its tests.
#include <cstdint>
#include <string>

#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"
#include "daemons/payment/domain/payment.hpp"

namespace bookrent::payment {

inline constexpr std::int64_t amount = 3'000;

/// Payment `id` for the rental of the same number, by user 7.
inline contract::AuthorizePayment authorize(std::int64_t id) { return {id, id, 7, amount, "KRW"}; }
inline contract::VoidPayment void_of(std::int64_t id) { return {id, id}; }

inline contract::Rented rented(std::int64_t id) {
  return {id, 7, 17, id, amount, "KRW", clock::Instant{}, clock::Instant{}};
}
inline contract::Cancelled cancelled(std::int64_t id) { return {id, 7, 17, id, clock::Instant{}}; }

inline Payment asked_payment(std::int64_t id = 1) { return ask(authorize(id)).value(); }
inline Payment with_status(PaymentStatus status, std::int64_t id = 1) {
  Payment payment = asked_payment(id);
  payment.status = status;
  return payment;
}
inline Payment authorized_payment(std::int64_t id = 1) {
  return with_status(PaymentStatus::authorized, id);
}
inline Payment paid_payment(std::int64_t id = 1) {
  Payment payment = with_status(PaymentStatus::paid, id);
  payment.rented = true;
  return payment;
}
/// A payment that was called off before anybody had asked for it.
inline Payment tombstone(std::int64_t id = 1) {
  Payment payment;
  payment.id = payment.rental_id = id;
  payment.status = PaymentStatus::voided;
  return payment;
}

}  // namespace bookrent::payment
