#pragma once
// The life of a rental as its own events and those of its payment tell it: which status each event
// leaves behind, and where it stands in the order of things. Nothing here asks what was before, so
// the two sources may be read in any interleaving.
#include <array>

#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"

namespace bookrent::view {

using contract::PaymentStatus;
using contract::RentalStatus;

/// Every status, in the order of the contract.
inline constexpr std::array rental_statuses{RentalStatus::req_pay,    RentalStatus::rented,
                                            RentalStatus::returned,   RentalStatus::cancelled,
                                            RentalStatus::cancelling, RentalStatus::rejected};
inline constexpr std::array payment_statuses{PaymentStatus::authorized, PaymentStatus::paid,
                                             PaymentStatus::refunded, PaymentStatus::voided,
                                             PaymentStatus::declined};

/// No event is caused by one of a later step: so the step puts events of one millisecond in order,
/// which is long enough for a whole rental. The numbers stand in the database; they stay.
enum class Step {
  requested = 10,
  authorized = 20,
  declined = 21,
  rented = 30,
  paid = 40,
  returned = 50,
  cancelled = 51,
  refunded = 60,
  voided = 61,
  rejected = 70,
};

template <class Status>
struct Mark {
  Status status;
  Step step;
};
using RentalMark = Mark<RentalStatus>;
using PaymentMark = Mark<PaymentStatus>;

constexpr RentalMark mark_of(const contract::RentalRequested&) {
  return {RentalStatus::req_pay, Step::requested};
}
constexpr RentalMark mark_of(const contract::Rented&) {
  return {RentalStatus::rented, Step::rented};
}
constexpr RentalMark mark_of(const contract::Returned&) {
  return {RentalStatus::returned, Step::returned};
}
constexpr RentalMark mark_of(const contract::Cancelled&) {
  return {RentalStatus::cancelled, Step::cancelled};
}
constexpr RentalMark mark_of(const contract::RentalRejected&) {
  return {RentalStatus::rejected, Step::rejected};
}

constexpr PaymentMark mark_of(const contract::PaymentAuthorized&) {
  return {PaymentStatus::authorized, Step::authorized};
}
constexpr PaymentMark mark_of(const contract::PaymentDeclined&) {
  return {PaymentStatus::declined, Step::declined};
}
constexpr PaymentMark mark_of(const contract::Paid&) { return {PaymentStatus::paid, Step::paid}; }
constexpr PaymentMark mark_of(const contract::Refunded&) {
  return {PaymentStatus::refunded, Step::refunded};
}
constexpr PaymentMark mark_of(const contract::PaymentVoided&) {
  return {PaymentStatus::voided, Step::voided};
}

}  // namespace bookrent::view
