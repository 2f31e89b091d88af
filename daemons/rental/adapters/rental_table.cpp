#include "daemons/rental/adapters/rental_table.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "common/turn/tables.hpp"
#include "daemons/rental/adapters/schema.hpp"

namespace bookrent::rental {
namespace {

RentalStatus status(const std::string& column) {
  RentalStatus status{};
  if (!contract::from_word(column, status))
    throw std::runtime_error("rentals holds an unknown status: " + column);
  return status;
}

Rental rental_of(store::Statement& row) {
  Rental rental;
  rental.id = row.integer("rental_id");
  rental.user_id = row.integer("user_id");
  rental.book_id = row.integer("book_id");
  rental.copy = row.integer("copy");
  rental.status = status(row.text("status"));
  rental.fee = {row.integer("amount"), row.text("currency")};
  rental.days = row.integer("days");
  rental.requested_at = row.instant("requested_at");
  rental.rented_at = row.optional_instant("rented_at");
  rental.due_at = row.optional_instant("due_at");
  rental.returned_at = row.optional_instant("returned_at");
  rental.cancelled_at = row.optional_instant("cancelled_at");
  return rental;
}

}  // namespace

RentalTable::RentalTable(store::Store& store)
    : next_id_(store, "SELECT " + turn::next_id("rentals", "rental_id") + " AS rental_id"),
      insert_(store,
              "INSERT INTO rentals(rental_id, user_id, book_id, copy, status, amount, currency, "
              "days, requested_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
      select_(store, "SELECT * FROM rentals WHERE rental_id = ?1"),
      update_(store,
              "UPDATE rentals SET status = ?2, rented_at = ?3, due_at = ?4, returned_at = ?5, "
              "cancelled_at = ?6 WHERE rental_id = ?1"),
      open_of_(store,
               fmt::format("SELECT count(*) AS n FROM rentals WHERE user_id = ?1 AND {}", is_open)),
      has_open_(
          store,
          fmt::format("SELECT 1 FROM rentals WHERE user_id = ?1 AND book_id = ?2 AND {}", is_open)),
      next_due_(store,
                fmt::format("SELECT min(due_at) AS due_at FROM rentals WHERE book_id = ?1 AND {}",
                            is_open)),
      free_copy_(store, "SELECT copy FROM copies WHERE book_id = ?1 AND rental_id IS NULL LIMIT 1"),
      lent_(store, "SELECT lent FROM known_books WHERE book_id = ?1"),
      hold_copy_(store,
                 "INSERT INTO copies(book_id, copy, rental_id) VALUES(?1, ?2, ?3) "
                 "ON CONFLICT(book_id, copy) DO UPDATE SET rental_id = excluded.rental_id"),
      release_copy_(store, "UPDATE copies SET rental_id = NULL WHERE book_id = ?1 AND copy = ?2"),
      count_lent_(store, "UPDATE known_books SET lent = lent + ?2 WHERE book_id = ?1") {}

Rental RentalTable::add(Rental rental) {
  rental.copy = free_copy(rental.book_id);
  rental.id = next_id();
  insert_.run(rental.id, rental.user_id, rental.book_id, rental.copy, contract::word(rental.status),
              rental.fee.amount, rental.fee.currency, rental.days, rental.requested_at);
  hold_copy(rental);
  return rental;
}

std::int64_t RentalTable::next_id() {
  next_id_.bind().step();
  const std::int64_t id = next_id_.integer("rental_id");
  next_id_.finish();
  return id;
}

/// A copy gets its row when it is lent for the first time; so without a free row all rows are lent,
/// and the next number is one above.
std::int64_t RentalTable::free_copy(std::int64_t book_id) {
  if (free_copy_.bind(book_id).step()) {
    const std::int64_t copy = free_copy_.integer("copy");
    free_copy_.finish();
    return copy;
  }
  if (!lent_.bind(book_id).step()) throw std::runtime_error("a rental of an unknown book");
  const std::int64_t lent = lent_.integer("lent");
  lent_.finish();
  return lent + 1;
}

void RentalTable::hold_copy(const Rental& rental) {
  hold_copy_.run(rental.book_id, rental.copy, rental.id);
  count_lent_.run(rental.book_id, 1);
}

void RentalTable::free_copy_of(const Rental& rental) {
  release_copy_.run(rental.book_id, rental.copy);
  count_lent_.run(rental.book_id, -1);
}

std::optional<Rental> RentalTable::find(std::int64_t id) {
  if (!select_.bind(id).step()) return std::nullopt;
  Rental rental = rental_of(select_);
  select_.finish();
  return rental;
}

void RentalTable::save(const Rental& rental) {
  update_.run(rental.id, contract::word(rental.status), rental.rented_at, rental.due_at,
              rental.returned_at, rental.cancelled_at);
  if (!rental.open()) free_copy_of(rental);
}

std::int64_t RentalTable::open_of(std::int64_t user_id) {
  open_of_.bind(user_id).step();
  const std::int64_t count = open_of_.integer("n");
  open_of_.finish();
  return count;
}

bool RentalTable::has_open(std::int64_t user_id, std::int64_t book_id) {
  const bool found = has_open_.bind(user_id, book_id).step();
  has_open_.finish();
  return found;
}

std::optional<Instant> RentalTable::next_due(std::int64_t book_id) {
  next_due_.bind(book_id).step();
  const auto due = next_due_.optional_instant("due_at");
  next_due_.finish();
  return due;
}

}  // namespace bookrent::rental
