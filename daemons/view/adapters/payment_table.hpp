#pragma once
// How each rental's payment stands, as the payment context's events tell of it.
#include "common/contract/payment.hpp"
#include "common/store/statement.hpp"
#include "common/turn/effects.hpp"
#include "daemons/view/projections/life.hpp"

namespace bookrent::view {

class PaymentTable {
 public:
  explicit PaymentTable(store::Store& store);

  template <class Event>
  void apply(const Event& event, turn::Effects& effects) {
    put(event.rental_id, mark_of(event).status, effects);
  }

 private:
  std::optional<contract::PaymentStatus> status_of(std::int64_t rental_id);
  void put(std::int64_t rental_id, contract::PaymentStatus status, turn::Effects& effects);

  store::Statement status_;
  store::Statement put_;
};

}  // namespace bookrent::view
