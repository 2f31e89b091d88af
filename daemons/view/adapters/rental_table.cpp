#include "daemons/view/adapters/rental_table.hpp"

#include "daemons/view/adapters/columns.hpp"
#include "daemons/view/adapters/count_table.hpp"
#include "daemons/view/projections/life.hpp"

namespace bookrent::view {

RentalTable::RentalTable(store::Store& store)
    : status_(store, "SELECT status FROM rentals WHERE rental_id = ?1"),
      requested_(store,
                 "INSERT INTO rentals(rental_id, user_id, book_id, status, payment_id, amount, "
                 "currency, requested_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
                 "ON CONFLICT(rental_id) DO UPDATE SET status = excluded.status, "
                 "requested_at = excluded.requested_at"),
      rented_(store,
              "INSERT INTO rentals(rental_id, user_id, book_id, status, payment_id, amount, "
              "currency, rented_at, due_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
              "ON CONFLICT(rental_id) DO UPDATE SET status = excluded.status, "
              "rented_at = excluded.rented_at, due_at = excluded.due_at"),
      returned_(store,
                "INSERT INTO rentals(rental_id, user_id, book_id, status, returned_at) "
                "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(rental_id) DO UPDATE SET "
                "status = excluded.status, returned_at = excluded.returned_at"),
      cancelled_(store,
                 "INSERT INTO rentals(rental_id, user_id, book_id, status, payment_id, "
                 "cancelled_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(rental_id) DO UPDATE "
                 "SET status = excluded.status, cancelled_at = excluded.cancelled_at"),
      rejected_(store,
                "INSERT INTO rentals(rental_id, user_id, book_id, status, reason) "
                "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(rental_id) DO UPDATE SET "
                "status = excluded.status, reason = excluded.reason") {}

/// Counts the rental under its new status, before the row forgets the old one.
template <class Event>
std::string_view RentalTable::count(const Event& event, turn::Effects& effects) {
  const RentalStatus to = mark_of(event).status;
  count_move(status(event.rental_id), to, effects);
  return contract::word(to);
}

void RentalTable::apply(const contract::RentalRequested& event, turn::Effects& effects) {
  requested_.run(event.rental_id, event.user_id, event.book_id, count(event, effects),
                 event.payment_id, event.amount, event.currency, ms(event.requested_at));
}

void RentalTable::apply(const contract::Rented& event, turn::Effects& effects) {
  rented_.run(event.rental_id, event.user_id, event.book_id, count(event, effects),
              event.payment_id, event.amount, event.currency, ms(event.rented_at),
              ms(event.due_at));
}

void RentalTable::apply(const contract::Returned& event, turn::Effects& effects) {
  returned_.run(event.rental_id, event.user_id, event.book_id, count(event, effects),
                ms(event.returned_at));
}

void RentalTable::apply(const contract::Cancelled& event, turn::Effects& effects) {
  cancelled_.run(event.rental_id, event.user_id, event.book_id, count(event, effects),
                 event.payment_id, ms(event.cancelled_at));
}

void RentalTable::apply(const contract::RentalRejected& event, turn::Effects& effects) {
  rejected_.run(event.rental_id, event.user_id, event.book_id, count(event, effects),
                contract::word(event.reason));
}

std::optional<RentalStatus> RentalTable::status(std::int64_t rental_id) {
  if (!status_.bind(rental_id).step()) return std::nullopt;
  const auto status = worded<RentalStatus>(status_.text("status"));
  status_.finish();
  return status;
}

}  // namespace bookrent::view
