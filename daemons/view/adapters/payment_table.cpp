#include "daemons/view/adapters/payment_table.hpp"

#include "daemons/view/adapters/columns.hpp"
#include "daemons/view/adapters/count_table.hpp"

namespace bookrent::view {

PaymentTable::PaymentTable(store::Store& store)
    : status_(store, "SELECT status FROM payments WHERE rental_id = ?1"),
      put_(store,
           "INSERT INTO payments(rental_id, status) VALUES(?1, ?2) "
           "ON CONFLICT(rental_id) DO UPDATE SET status = excluded.status") {}

void PaymentTable::put(std::int64_t rental_id, PaymentStatus status, turn::Effects& effects) {
  count_move(status_of(rental_id), status, effects);
  put_.run(rental_id, contract::word(status));
}

std::optional<PaymentStatus> PaymentTable::status_of(std::int64_t rental_id) {
  if (!status_.bind(rental_id).step()) return std::nullopt;
  const auto status = worded<PaymentStatus>(status_.text("status"));
  status_.finish();
  return status;
}

}  // namespace bookrent::view
