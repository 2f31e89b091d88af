#pragma once
// What is counted: users, books, and rentals and payments by status.
#include <utility>

#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"

namespace bookrent::view {

/// The numbers stand in the database; they stay.
enum class Counter {
  users = 1,
  books = 2,  // without the withdrawn
  rentals_req_pay = 11,
  rentals_rented = 12,
  rentals_returned = 13,
  rentals_cancelled = 14,
  rentals_cancelling = 15,
  rentals_rejected = 16,
  payments_authorized = 21,
  payments_paid = 22,
  payments_refunded = 23,
  payments_voided = 24,
  payments_declined = 25,
};

constexpr Counter counter_of(contract::RentalStatus status) {
  switch (status) {
    case contract::RentalStatus::req_pay:
      return Counter::rentals_req_pay;
    case contract::RentalStatus::rented:
      return Counter::rentals_rented;
    case contract::RentalStatus::returned:
      return Counter::rentals_returned;
    case contract::RentalStatus::cancelled:
      return Counter::rentals_cancelled;
    case contract::RentalStatus::cancelling:
      return Counter::rentals_cancelling;
    case contract::RentalStatus::rejected:
      return Counter::rentals_rejected;
  }
  std::unreachable();
}

constexpr Counter counter_of(contract::PaymentStatus status) {
  switch (status) {
    case contract::PaymentStatus::authorized:
      return Counter::payments_authorized;
    case contract::PaymentStatus::paid:
      return Counter::payments_paid;
    case contract::PaymentStatus::refunded:
      return Counter::payments_refunded;
    case contract::PaymentStatus::voided:
      return Counter::payments_voided;
    case contract::PaymentStatus::declined:
      return Counter::payments_declined;
  }
  std::unreachable();
}

}  // namespace bookrent::view
