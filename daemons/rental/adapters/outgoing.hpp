#pragma once
// What leaves the context, for one message: calls to payment, events, held-back replies. Cheap to
// make; lives as long as the handling of that message.
#include <string>

#include "common/turn/effects.hpp"
#include "daemons/rental/adapters/awaiting_table.hpp"
#include "daemons/rental/adapters/breaker.hpp"
#include "daemons/rental/application/ports.hpp"

namespace bookrent::rental {

class PaymentCalls final : public Payments {
 public:
  PaymentCalls(turn::Effects& effects, Breaker& breaker, std::string traceparent,
               clock::Milliseconds ttl)
      : effects_(effects), breaker_(breaker), traceparent_(std::move(traceparent)), ttl_(ttl) {}
  std::optional<clock::Milliseconds> turns_away() override;
  void authorize(const Rental& rental) override;
  void call_off(const Rental& rental) override;

 private:
  void call(const char* operation, std::string body, std::int64_t rental_id);

  turn::Effects& effects_;
  Breaker& breaker_;
  std::string traceparent_;
  clock::Milliseconds ttl_;
};

class EventJournal final : public Journal {
 public:
  EventJournal(turn::Effects& effects, std::string actor, std::string traceparent)
      : effects_(effects), actor_(std::move(actor)), traceparent_(std::move(traceparent)) {}
  void publish(const contract::RentalRequested& event) override;
  void publish(const contract::Rented& event) override;
  void publish(const contract::Cancelled& event) override;
  void publish(const contract::Returned& event) override;
  void publish(const contract::RentalRejected& event) override;

 private:
  template <class Event>
  void append(const Event& event);

  turn::Effects& effects_;
  std::string actor_;
  std::string traceparent_;
};

/// Answers whoever asked for the rental, and takes it off the list of those that wait.
class WaitingRenter final : public Renter {
 public:
  WaitingRenter(turn::Effects& effects, AwaitingTable& awaiting, Awaiting who)
      : effects_(effects), awaiting_(awaiting), who_(std::move(who)) {}
  void rented(const Rental& rental) override;
  void rejected(const Rental& rental, contract::RejectReason reason) override;

 private:
  void answer(message::Reply reply, const Rental& rental);

  turn::Effects& effects_;
  AwaitingTable& awaiting_;
  Awaiting who_;
};

/// The rental as the contract shows it.
contract::Rental shown(const Rental& rental);

}  // namespace bookrent::rental
