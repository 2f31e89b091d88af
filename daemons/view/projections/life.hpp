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

/// No event is caused by one of a later step. It orders events of different sources that carry the
/// same time: a millisecond is long enough for a whole rental.
enum class Step { requested, answered, rented, paid, ended, given_back, rejected };

struct RentalMark {
  RentalStatus status;
  Step step;
};
struct PaymentMark {
  PaymentStatus status;
  Step step;
};

constexpr RentalMark mark_of(const contract::RentalRequested&) {
  return {RentalStatus::req_pay, Step::requested};
}
constexpr RentalMark mark_of(const contract::Rented&) {
  return {RentalStatus::rented, Step::rented};
}
constexpr RentalMark mark_of(const contract::Returned&) {
  return {RentalStatus::returned, Step::ended};
}
constexpr RentalMark mark_of(const contract::Cancelled&) {
  return {RentalStatus::cancelled, Step::ended};
}
constexpr RentalMark mark_of(const contract::RentalRejected&) {
  return {RentalStatus::rejected, Step::rejected};
}

constexpr PaymentMark mark_of(const contract::PaymentAuthorized&) {
  return {PaymentStatus::authorized, Step::answered};
}
constexpr PaymentMark mark_of(const contract::PaymentDeclined&) {
  return {PaymentStatus::declined, Step::answered};
}
constexpr PaymentMark mark_of(const contract::Paid&) { return {PaymentStatus::paid, Step::paid}; }
constexpr PaymentMark mark_of(const contract::PaymentVoided&) {
  return {PaymentStatus::voided, Step::given_back};
}
constexpr PaymentMark mark_of(const contract::Refunded&) {
  return {PaymentStatus::refunded, Step::given_back};
}

}  // namespace bookrent::view
