#include "daemons/payment/application/follow_rental.hpp"

#include "daemons/payment/application/settle_payment.hpp"

namespace bookrent::payment {

template <class Event, class Note>
bool FollowRental::follow(const Event& event, const Note& note) {
  auto payment = ports_.payments.find(event.payment_id);
  if (!payment || payment->rental_id != event.rental_id || !note(*payment)) return false;
  SettlePayment(ports_).go_on(*std::move(payment));
  return true;
}

bool FollowRental::operator()(const contract::Rented& event) { return follow(event, note_rented); }

bool FollowRental::operator()(const contract::Cancelled& event) {
  return follow(event, note_cancelled);
}

}  // namespace bookrent::payment
