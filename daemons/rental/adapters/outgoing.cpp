#include "daemons/rental/adapters/outgoing.hpp"

#include <fmt/format.h>

#include "common/contract/codec.hpp"
#include "common/contract/payment.hpp"
#include "common/probe/probe.hpp"
#include "daemons/rental/adapters/refusals.hpp"

namespace bookrent::rental {

std::optional<clock::Milliseconds> PaymentCalls::turns_away() {
  const auto time = breaker_.refuses(effects_.steady());
  if (time) probe::reached("rental: turned away by the breaker");
  return time;
}

void PaymentCalls::authorize(const Rental& rental) {
  // A new rental may have the id of one whose turn was undone.
  if (rental.requested_at == effects_.now()) breaker_.forget(rental.id);
  breaker_.asked(rental.id, effects_.steady());
  call(contract::AuthorizePayment::operation,
       contract::encode(contract::AuthorizePayment{rental.payment_id(), rental.id, rental.user_id,
                                                   rental.fee.amount, rental.fee.currency}),
       rental.id);
}

/// That it comes to this means that payment has not answered in time.
void PaymentCalls::call_off(const Rental& rental) {
  breaker_.failed(rental.id, effects_.steady());
  call(contract::VoidPayment::operation,
       contract::encode(contract::VoidPayment{rental.payment_id(), rental.id}), rental.id);
}

void PaymentCalls::call(const char* operation, std::string body, std::int64_t rental_id) {
  turn::Call call;
  call.to = contract::payment_context;
  call.op = operation;
  call.key = fmt::format("{}-{}", operation, rental_id);
  call.body = std::move(body);
  call.about = fmt::format("{}", rental_id);
  call.traceparent = traceparent_;
  call.ttl = ttl_;
  effects_.call(std::move(call));
}

template <class Event>
void EventJournal::append(const Event& event) {
  effects_.publish({std::string{contract::event_type<Event>()},
                    fmt::format("rental/{}", event.rental_id), actor_, traceparent_,
                    contract::encode(event)});
}

void EventJournal::publish(const contract::RentalRequested& event) { append(event); }
void EventJournal::publish(const contract::Rented& event) { append(event); }
void EventJournal::publish(const contract::Cancelled& event) { append(event); }
void EventJournal::publish(const contract::Returned& event) { append(event); }
void EventJournal::publish(const contract::RentalRejected& event) { append(event); }

void WaitingRenter::rented(const Rental& rental) {
  message::Reply reply;
  reply.outcome = message::Outcome::applied;
  reply.body = contract::encode(shown(rental));
  answer(std::move(reply), rental);
}

void WaitingRenter::rejected(const Rental& rental, contract::RejectReason reason) {
  answer(message::error_reply({}, error_of(rental, reason)), rental);
}

void WaitingRenter::answer(message::Reply reply, const Rental& rental) {
  reply.position = effects_.position();
  effects_.answer({who_.principal, who_.key, std::move(reply)});
  awaiting_.remove(rental.id);
}

contract::Rental shown(const Rental& rental) {
  return {rental.id,           rental.user_id,    rental.book_id,      rental.status,
          rental.payment_id(), rental.fee.amount, rental.fee.currency, rental.requested_at,
          rental.rented_at,    rental.due_at,     rental.returned_at,  rental.cancelled_at};
}

}  // namespace bookrent::rental
