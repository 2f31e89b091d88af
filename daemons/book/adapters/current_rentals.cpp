#include "daemons/book/adapters/current_rentals.hpp"

namespace bookrent::book {

CurrentRentals::CurrentRentals(store::Store& store)
    : insert_(store,
              "INSERT INTO current_rentals(book_id, rental_id) VALUES(?1, ?2) "
              "ON CONFLICT(book_id, rental_id) DO NOTHING"),
      delete_(store, "DELETE FROM current_rentals WHERE book_id = ?1 AND rental_id = ?2"),
      count_(store, "SELECT count(*) AS n FROM current_rentals WHERE book_id = ?1"),
      delete_all_(store, "DELETE FROM current_rentals") {}

void CurrentRentals::apply(const contract::Rented& event) {
  insert_.run(event.book_id, event.rental_id);
}

void CurrentRentals::apply(const contract::Returned& event) {
  delete_.run(event.book_id, event.rental_id);
}

void CurrentRentals::apply(const contract::Cancelled& event) {
  delete_.run(event.book_id, event.rental_id);
}

std::int64_t CurrentRentals::of(std::int64_t book_id) {
  count_.bind(book_id).step();
  const std::int64_t count = count_.integer("n");
  count_.finish();
  return count;
}

void CurrentRentals::forget() { delete_all_.run(); }

}  // namespace bookrent::book
