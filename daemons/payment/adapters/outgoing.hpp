#pragma once
// What leaves the context, for one message: events and held-back replies. Cheap to make; lives as
// long as the handling of that message.
#include "common/turn/effects.hpp"
#include "daemons/payment/adapters/caller_table.hpp"
#include "daemons/payment/adapters/payment_table.hpp"
#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

class EventJournal final : public Journal {
 public:
  EventJournal(turn::Effects& effects, const Cause& cause) : effects_(effects), cause_(cause) {}
  void publish(const contract::PaymentAuthorized& event) override;
  void publish(const contract::PaymentDeclined& event) override;
  void publish(const contract::Paid& event) override;
  void publish(const contract::PaymentVoided& event) override;
  void publish(const contract::Refunded& event) override;

 private:
  template <class Event>
  void append(const Event& event);

  turn::Effects& effects_;
  const Cause& cause_;
};

/// Answers those who wait for a payment, and takes them off the list.
class WaitingCallers final : public Callers {
 public:
  WaitingCallers(turn::Effects& effects, CallerTable& table) : effects_(effects), table_(table) {}
  void settled(const Payment& payment) override;
  void failed(const Payment& payment) override;

 private:
  turn::Effects& effects_;
  CallerTable& table_;
};

/// The payment as the contract shows it; one that has a status.
contract::Payment shown(const Payment& payment);

}  // namespace bookrent::payment
