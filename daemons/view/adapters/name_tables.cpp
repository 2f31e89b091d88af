#include "daemons/view/adapters/name_tables.hpp"

#include "daemons/view/adapters/count_table.hpp"

namespace bookrent::view {

NameTables::NameTables(store::Store& store)
    : put_user_(store,
                "INSERT INTO users(user_id, name) VALUES(?1, ?2) "
                "ON CONFLICT(user_id) DO UPDATE SET name = excluded.name"),
      put_book_(store,
                "INSERT INTO books(book_id, title) VALUES(?1, ?2) "
                "ON CONFLICT(book_id) DO UPDATE SET title = excluded.title"),
      withdraw_(store, "UPDATE books SET withdrawn = 1 WHERE book_id = ?1 AND withdrawn = 0") {}

void NameTables::apply(const contract::UserRegistered& event, turn::Effects& effects) {
  put_user_.run(event.user_id, event.name);
  count(Counter::users, 1, effects);
}

void NameTables::apply(const contract::UserChanged& event, turn::Effects&) {
  put_user_.run(event.user_id, event.name);
}

void NameTables::apply(const contract::BookRegistered& event, turn::Effects& effects) {
  put_book_.run(event.book_id, event.title);
  count(Counter::books, 1, effects);
}

void NameTables::apply(const contract::BookChanged& event, turn::Effects&) {
  put_book_.run(event.book_id, event.title);
}

void NameTables::apply(const contract::BookWithdrawn& event, turn::Effects& effects) {
  if (withdraw_.run(event.book_id) > 0) count(Counter::books, -1, effects);
}

}  // namespace bookrent::view
