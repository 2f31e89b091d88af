#include "daemons/view/adapters/name_tables.hpp"

namespace bookrent::view {

NameTables::NameTables(store::Store& store, CountTable& counts)
    : counts_(counts),
      put_user_(store,
                "INSERT INTO users(user_id, name) VALUES(?1, ?2) "
                "ON CONFLICT(user_id) DO UPDATE SET name = excluded.name"),
      put_book_(store,
                "INSERT INTO books(book_id, title) VALUES(?1, ?2) "
                "ON CONFLICT(book_id) DO UPDATE SET title = excluded.title"),
      withdraw_(store, "UPDATE books SET withdrawn = 1 WHERE book_id = ?1 AND withdrawn = 0") {}

void NameTables::apply(const contract::UserRegistered& event) {
  put_user_.run(event.user_id, event.name);
  counts_.add(Counter::users, 1);
}

void NameTables::apply(const contract::UserChanged& event) {
  put_user_.run(event.user_id, event.name);
}

void NameTables::apply(const contract::BookRegistered& event) {
  put_book_.run(event.book_id, event.title);
  counts_.add(Counter::books, 1);
}

void NameTables::apply(const contract::BookChanged& event) {
  put_book_.run(event.book_id, event.title);
}

void NameTables::apply(const contract::BookWithdrawn& event) {
  if (withdraw_.run(event.book_id) > 0) counts_.add(Counter::books, -1);
}

}  // namespace bookrent::view
