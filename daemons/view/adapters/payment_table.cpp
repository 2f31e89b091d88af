#include "daemons/view/adapters/payment_table.hpp"

namespace bookrent::view {

PaymentTable::PaymentTable(store::Store& store, CountTable& counts)
    : counts_(counts),
      status_(store, "SELECT status FROM payments WHERE rental_id = ?1"),
      put_(store,
           "INSERT INTO payments(rental_id, status) VALUES(?1, ?2) "
           "ON CONFLICT(rental_id) DO UPDATE SET status = excluded.status") {}

void PaymentTable::put(std::int64_t rental_id, std::string_view status) {
  std::optional<std::string> before;
  if (status_.bind(rental_id).step()) before = status_.text("status");
  status_.finish();
  counts_.move_payment(before, status);
  put_.run(rental_id, status);
}

}  // namespace bookrent::view
