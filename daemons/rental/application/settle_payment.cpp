#include "daemons/rental/application/settle_payment.hpp"

#include "common/probe/probe.hpp"

namespace bookrent::rental {

using contract::PaymentStatus;
using contract::RejectReason;

void SettlePayment::authorized(std::int64_t rental_id, PaymentStatus status, Instant now) {
  auto rental = ports_.rentals.find(rental_id);
  // Once it is called off only the void counts, whatever payment says late.
  if (rental && rental->status != RentalStatus::req_pay)
    probe::reached("rental: a late answer to authorize");
  if (rental && probe::planted("late approval taken")) rental->status = RentalStatus::req_pay;
  if (!rental || rental->status != RentalStatus::req_pay) return;
  switch (status) {
    case PaymentStatus::authorized:
      return approved(*rental, now);
    case PaymentStatus::paid:
      return approved(*rental, now);
    case PaymentStatus::declined:
      return refused(*rental, RejectReason::declined);
    case PaymentStatus::voided:
      return refused(*rental, RejectReason::voided);
    case PaymentStatus::refunded:
      return refused(*rental, RejectReason::voided);
  }
}

void SettlePayment::voided(std::int64_t rental_id) {
  auto rental = ports_.rentals.find(rental_id);
  if (rental && rental->status == RentalStatus::cancelling)
    refused(*rental, RejectReason::no_answer);
}

void SettlePayment::ask_again(Rental rental, Instant now, clock::Milliseconds deadline) {
  if (rental.status == RentalStatus::req_pay && now < rental.requested_at + deadline)
    return ports_.payments.authorize(rental);
  probe::reached("rental: called off");
  if (call_off(rental)) ports_.rentals.save(rental);
  ports_.payments.call_off(rental);
  if (probe::planted("copy freed before the void is acknowledged"))
    refused(rental, RejectReason::no_answer);
}

void SettlePayment::approved(Rental& rental, Instant now) {
  const auto event = approve(rental, now, ports_.calendar.due_at(now, rental.days));
  ports_.rentals.save(rental);
  ports_.journal.publish(*event);
  ports_.renter.rented(rental);
}

void SettlePayment::refused(Rental& rental, RejectReason reason) {
  const auto event = reject(rental, reason);
  ports_.rentals.save(rental);
  ports_.journal.publish(*event);
  ports_.renter.rejected(rental, reason);
}

}  // namespace bookrent::rental
