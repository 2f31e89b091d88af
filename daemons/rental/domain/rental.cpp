#include "daemons/rental/domain/rental.hpp"

namespace bookrent::rental {
namespace {

/// Why a rental that ends must be RENTED, and by whom it may be ended.
std::optional<EndRefusal> may_not_end(const Rental& rental, const Actor& actor) {
  if (!actor.may_act_for(rental.user_id)) return EndRefusal::not_yours;
  switch (rental.status) {
    case RentalStatus::rented:
      return std::nullopt;
    case RentalStatus::req_pay:
      return EndRefusal::not_rented_yet;
    case RentalStatus::returned:
      return EndRefusal::already_returned;
    case RentalStatus::cancelled:
      return EndRefusal::already_cancelled;
    case RentalStatus::cancelling:
      return EndRefusal::was_rejected;
    case RentalStatus::rejected:
      return EndRefusal::was_rejected;
  }
  return EndRefusal::was_rejected;
}

}  // namespace

bool Rental::open() const {
  return status == RentalStatus::req_pay || status == RentalStatus::cancelling ||
         status == RentalStatus::rented;
}

std::optional<contract::Rented> approve(Rental& rental, Instant now, Instant due_at) {
  if (rental.status != RentalStatus::req_pay) return std::nullopt;
  rental.status = RentalStatus::rented;
  rental.rented_at = now;
  rental.due_at = due_at;
  return contract::Rented{rental.id,
                          rental.user_id,
                          rental.book_id,
                          rental.payment_id(),
                          rental.fee.amount,
                          rental.fee.currency,
                          now,
                          due_at};
}

std::optional<contract::RentalRejected> reject(Rental& rental, contract::RejectReason reason) {
  if (rental.status != RentalStatus::req_pay && rental.status != RentalStatus::cancelling)
    return std::nullopt;
  rental.status = RentalStatus::rejected;
  return contract::RentalRejected{rental.id, rental.user_id, rental.book_id, reason};
}

bool call_off(Rental& rental) {
  if (rental.status != RentalStatus::req_pay) return false;
  rental.status = RentalStatus::cancelling;
  return true;
}

std::expected<contract::Cancelled, EndRefusal> cancel(Rental& rental, const Actor& actor,
                                                      Instant now, clock::Milliseconds window) {
  if (const auto refusal = may_not_end(rental, actor)) return std::unexpected(*refusal);
  if (now > *rental.rented_at + window) return std::unexpected(EndRefusal::cancel_window_over);
  rental.status = RentalStatus::cancelled;
  rental.cancelled_at = now;
  return contract::Cancelled{rental.id, rental.user_id, rental.book_id, rental.payment_id(), now};
}

std::expected<contract::Returned, EndRefusal> give_back(Rental& rental, const Actor& actor,
                                                        Instant now) {
  if (const auto refusal = may_not_end(rental, actor)) return std::unexpected(*refusal);
  rental.status = RentalStatus::returned;
  rental.returned_at = now;
  return contract::Returned{rental.id, rental.user_id, rental.book_id, now};
}

}  // namespace bookrent::rental
