#pragma once
// How each rental's payment stands, as the payment context's events tell of it.
#include "common/contract/payment.hpp"
#include "common/store/statement.hpp"
#include "daemons/view/adapters/count_table.hpp"
#include "daemons/view/projections/life.hpp"

namespace bookrent::view {

class PaymentTable {
 public:
  PaymentTable(store::Store& store, CountTable& counts);

  template <class Event>
  void apply(const Event& event) {
    put(event.rental_id, mark_of(event).status);
  }

 private:
  std::optional<contract::PaymentStatus> status_of(std::int64_t rental_id);
  void put(std::int64_t rental_id, contract::PaymentStatus status);

  CountTable& counts_;
  store::Statement status_;
  store::Statement put_;
};

}  // namespace bookrent::view
