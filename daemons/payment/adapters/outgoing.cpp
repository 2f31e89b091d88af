#include "daemons/payment/adapters/outgoing.hpp"

#include <fmt/format.h>

#include "common/contract/codec.hpp"
#include "daemons/payment/adapters/refusals.hpp"

namespace bookrent::payment {

template <class Event>
void EventJournal::append(const Event& event) {
  effects_.publish({std::string{contract::event_type<Event>()},
                    fmt::format("payment/{}", event.payment_id), cause_.actor, cause_.traceparent,
                    contract::encode(event)});
}

void EventJournal::publish(const contract::PaymentAuthorized& event) { append(event); }
void EventJournal::publish(const contract::PaymentDeclined& event) { append(event); }
void EventJournal::publish(const contract::Paid& event) { append(event); }
void EventJournal::publish(const contract::PaymentVoided& event) { append(event); }
void EventJournal::publish(const contract::Refunded& event) { append(event); }

void WaitingCallers::settled(const Payment& payment) {
  for (const Caller& caller : table_.take(payment.id)) {
    message::Reply reply;
    reply.outcome = message::Outcome::applied;
    reply.position = effects_.position();
    reply.body = contract::encode(shown(payment));
    effects_.answer({caller.principal, caller.key, std::move(reply)});
  }
}

void WaitingCallers::failed(const Payment& payment) {
  const message::Error error = error_of(PaymentRefusal::provider_failed, payment.id);
  for (const Caller& caller : table_.take(payment.id))
    effects_.answer({caller.principal, caller.key, message::error_reply({}, error)});
}

contract::Payment shown(const Payment& payment) {
  contract::Payment shown;
  shown.payment_id = payment.id;
  shown.rental_id = payment.rental_id;
  shown.user_id = payment.user_id;
  shown.amount = payment.money.transform([](const auto& money) { return money.amount; });
  shown.currency = payment.money.transform([](const auto& money) { return money.currency; });
  shown.status = payment.status.value();
  shown.reason = payment.reason;
  return shown;
}

}  // namespace bookrent::payment
