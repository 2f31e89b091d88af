#include "daemons/rental/adapters/known_tables.hpp"

namespace bookrent::rental {

KnownTables::KnownTables(store::Store& store)
    : user_(store, "SELECT user_id, suspended FROM known_users WHERE user_id = ?1"),
      book_(store, "SELECT * FROM known_books WHERE book_id = ?1"),
      put_user_(store,
                "INSERT INTO known_users(user_id, suspended) VALUES(?1, ?2) "
                "ON CONFLICT(user_id) DO UPDATE SET suspended = excluded.suspended, heard = 1"),
      put_book_(store,
                "INSERT INTO known_books(book_id, fee, currency, days, copies) "
                "VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(book_id) DO UPDATE SET fee = excluded.fee, "
                "currency = excluded.currency, days = excluded.days, copies = excluded.copies, "
                "withdrawn = CASE heard WHEN 0 THEN 0 ELSE withdrawn END, heard = 1"),
      withdraw_(store, "UPDATE known_books SET withdrawn = 1 WHERE book_id = ?1"),
      unhear_users_(store, "UPDATE known_users SET heard = 0"),
      unhear_books_(store, "UPDATE known_books SET heard = 0"),
      drop_users_(store, "DELETE FROM known_users WHERE heard = 0"),
      drop_books_(store, "DELETE FROM known_books WHERE heard = 0 AND lent = 0"),
      lend_no_more_(store, "UPDATE known_books SET withdrawn = 1, heard = 1 WHERE heard = 0") {}

std::optional<KnownUser> KnownTables::user(std::int64_t id) {
  if (!user_.bind(id).step()) return std::nullopt;
  const KnownUser known{user_.integer("user_id"), user_.flag("suspended")};
  user_.finish();
  return known;
}

std::optional<KnownBook> KnownTables::book(std::int64_t id) {
  if (!book_.bind(id).step()) return std::nullopt;
  KnownBook known{book_.integer("book_id"), {book_.integer("fee"), book_.text("currency")},
                  book_.integer("days"),    book_.integer("copies"),
                  book_.integer("lent"),    book_.flag("withdrawn")};
  book_.finish();
  return known;
}

void KnownTables::await_again() {
  unhear_users_.run();
  unhear_books_.run();
}

void KnownTables::drop_unheard_users() { drop_users_.run(); }

void KnownTables::drop_unheard_books() {
  drop_books_.run();
  lend_no_more_.run();
}

void KnownTables::apply(const contract::BookRegistered& event) {
  put_book_.run(event.book_id, event.fee, event.currency, event.days, event.copies);
}

void KnownTables::apply(const contract::BookChanged& event) {
  put_book_.run(event.book_id, event.fee, event.currency, event.days, event.copies);
}

void KnownTables::apply(const contract::BookWithdrawn& event) { withdraw_.run(event.book_id); }

void KnownTables::apply(const contract::UserRegistered& event) {
  put_user_.run(event.user_id, event.status == contract::UserStatus::suspended);
}

void KnownTables::apply(const contract::UserChanged& event) {
  put_user_.run(event.user_id, event.status == contract::UserStatus::suspended);
}

}  // namespace bookrent::rental
