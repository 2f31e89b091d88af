#include "daemons/payment/application/follow_rental.hpp"

#include "daemons/payment/application/settle_payment.hpp"
#include "daemons/payment/application/void_payment.hpp"

namespace bookrent::payment {

template <class Event, class Note>
bool FollowRental::follow(const Event& event, bool Payment::* noted, const Note& note) {
  auto payment = ports_.payments.find(event.payment_id);
  if (!payment || payment->rental_id != event.rental_id) return false;
  if ((*payment).*noted) return true;
  if (!note(*payment)) return false;
  SettlePayment(ports_).go_on(*std::move(payment));
  return true;
}

bool FollowRental::operator()(const contract::Rented& event) {
  return follow(event, &Payment::rented, note_rented);
}

bool FollowRental::operator()(const contract::Cancelled& event) {
  return follow(event, &Payment::cancelled, note_cancelled);
}

void FollowRental::give_back(const Payment& payment) {
  contract::Cancelled lost;
  lost.rental_id = payment.rental_id;
  lost.payment_id = payment.id;
  if (payment.rented)
    (*this)(lost);
  else
    static_cast<void>(VoidPayment(ports_)({payment.id, payment.rental_id}));
}

}  // namespace bookrent::payment
