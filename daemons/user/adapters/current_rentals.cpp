#include "daemons/user/adapters/current_rentals.hpp"

namespace bookrent::user {

CurrentRentals::CurrentRentals(store::Store& store)
    : insert_(store,
              "INSERT INTO current_rentals(user_id, rental_id) VALUES(?1, ?2) "
              "ON CONFLICT(user_id, rental_id) DO NOTHING"),
      delete_(store, "DELETE FROM current_rentals WHERE user_id = ?1 AND rental_id = ?2"),
      of_user_(store,
               "SELECT rental_id FROM current_rentals WHERE user_id = ?1 ORDER BY rental_id"),
      delete_all_(store, "DELETE FROM current_rentals") {}

void CurrentRentals::apply(const contract::Rented& event) {
  insert_.run(event.user_id, event.rental_id);
}

void CurrentRentals::apply(const contract::Returned& event) {
  delete_.run(event.user_id, event.rental_id);
}

void CurrentRentals::apply(const contract::Cancelled& event) {
  delete_.run(event.user_id, event.rental_id);
}

std::vector<std::int64_t> CurrentRentals::of(std::int64_t user_id) {
  std::vector<std::int64_t> rentals;
  of_user_.bind(user_id);
  while (of_user_.step()) rentals.push_back(of_user_.integer("rental_id"));
  return rentals;
}

void CurrentRentals::forget() { delete_all_.run(); }

}  // namespace bookrent::user
