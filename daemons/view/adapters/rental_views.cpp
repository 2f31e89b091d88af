#include "daemons/view/adapters/rental_views.hpp"

#include <fmt/format.h>

#include <limits>
#include <string>
#include <string_view>

#include "daemons/view/adapters/columns.hpp"
#include "daemons/view/projections/life.hpp"

namespace bookrent::view {
namespace {

contract::RentalView view_of(store::Statement& row) {
  contract::RentalView rental;
  rental.rental_id = row.integer("rental_id");
  rental.user_id = row.integer("user_id");
  rental.name = row.optional_text("name");
  rental.book_id = row.integer("book_id");
  rental.title = row.optional_text("title");
  rental.status = worded<RentalStatus>(row.text("status"));
  rental.payment_id = row.optional_integer("payment_id");
  rental.payment_status = worded<PaymentStatus>(row.optional_text("payment_status"));
  rental.amount = row.optional_integer("amount");
  rental.currency = row.optional_text("currency");
  rental.requested_at = instant(row.optional_integer("requested_at"));
  rental.rented_at = instant(row.optional_integer("rented_at"));
  rental.due_at = instant(row.optional_integer("due_at"));
  rental.returned_at = instant(row.optional_integer("returned_at"));
  rental.cancelled_at = instant(row.optional_integer("cancelled_at"));
  rental.reason = worded<contract::RejectReason>(row.optional_text("reason"));
  return rental;
}

std::int64_t below(const contract::ListRentals& query) {
  return query.before.value_or(std::numeric_limits<std::int64_t>::max());
}

void append(std::vector<std::int64_t>& ids, store::Statement& rows) {
  while (rows.step()) ids.push_back(rows.integer("rental_id"));
}

/// Those of a status other than REQ_PAY. The index is one that leads to them directly.
std::string newest_by(std::string_view index, std::string_view condition) {
  return fmt::format(
      "SELECT rental_id FROM rentals INDEXED BY {} WHERE rental_id < ?1 AND status = ?3 "
      "AND status <> 'REQ_PAY' {} ORDER BY rental_id DESC LIMIT ?2",
      index, condition);
}

}  // namespace

RentalViews::RentalViews(store::Store& store)
    : one_(store,
           "SELECT rentals.rental_id, rentals.user_id, name, rentals.book_id, title, "
           "rentals.status, payment_id, payments.status AS payment_status, amount, currency, "
           "requested_at, rented_at, due_at, returned_at, cancelled_at, reason FROM rentals "
           "LEFT JOIN users ON users.user_id = rentals.user_id "
           "LEFT JOIN books ON books.book_id = rentals.book_id "
           "LEFT JOIN payments ON payments.rental_id = rentals.rental_id "
           "WHERE rentals.rental_id = ?1"),
      all_(store,
           "SELECT rental_id FROM rentals WHERE rental_id < ?1 ORDER BY rental_id DESC LIMIT ?2"),
      waiting_(store,
               "SELECT rental_id FROM rentals INDEXED BY rentals_waiting "
               "WHERE status = 'REQ_PAY' AND rental_id < ?1 AND (?3 IS NULL OR user_id = ?3) "
               "AND (?4 IS NULL OR book_id = ?4) ORDER BY rental_id DESC LIMIT ?2"),
      of_status_(store, newest_by("rentals_by_status", "")),
      of_user_(store, newest_by("rentals_by_user", "AND user_id = ?4")),
      of_book_(store, newest_by("rentals_by_book", "AND book_id = ?4")),
      of_user_and_book_(store, newest_by("rentals_by_user", "AND user_id = ?4 AND book_id = ?5")) {}

std::optional<contract::RentalView> RentalViews::find(std::int64_t rental_id) {
  if (!one_.bind(rental_id).step()) return std::nullopt;
  contract::RentalView rental = view_of(one_);
  one_.finish();
  return rental;
}

std::vector<std::int64_t> RentalViews::find(const contract::ListRentals& query, std::int64_t most) {
  std::vector<std::int64_t> ids;
  if (!query.user_id && !query.book_id && !query.status) {
    append(ids, all_.bind(below(query), most));
    return ids;
  }
  for (const RentalStatus status : rental_statuses)
    if (!query.status || query.status == status) append(ids, select(query, status, most));
  return ids;
}

store::Statement& RentalViews::select(const contract::ListRentals& query, RentalStatus status,
                                      std::int64_t most) {
  const std::int64_t before = below(query);
  if (status == RentalStatus::req_pay)
    return waiting_.bind(before, most, query.user_id, query.book_id);
  const std::string_view word = contract::word(status);
  if (query.user_id && query.book_id)
    return of_user_and_book_.bind(before, most, word, *query.user_id, *query.book_id);
  if (query.user_id) return of_user_.bind(before, most, word, *query.user_id);
  if (query.book_id) return of_book_.bind(before, most, word, *query.book_id);
  return of_status_.bind(before, most, word);
}

}  // namespace bookrent::view
