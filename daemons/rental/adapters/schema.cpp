#include "daemons/rental/adapters/schema.hpp"

#include <fmt/format.h>

#include "common/turn/tables.hpp"

namespace bookrent::rental {
namespace {

constexpr std::uint32_t application_id = 0x42520003;

// A copy is lent once at a time: the table of copies has one place for a rental in each copy, and
// the unique indexes refuse a second open rental of a copy, or of a book by the same user.
constexpr const char* rental_tables = R"sql(
  CREATE TABLE rentals (
    rental_id    INTEGER NOT NULL PRIMARY KEY CHECK (rental_id > 0),
    user_id      INTEGER NOT NULL,
    book_id      INTEGER NOT NULL,
    copy         INTEGER NOT NULL CHECK (copy > 0),
    status       TEXT NOT NULL CHECK (status IN
                   ('REQ_PAY', 'RENTED', 'RETURNED', 'CANCELLED', 'CANCELLING', 'REJECTED')),
    amount       INTEGER NOT NULL CHECK (amount >= 0),
    currency     TEXT NOT NULL,
    days         INTEGER NOT NULL CHECK (days > 0),
    requested_at TEXT NOT NULL,
    rented_at    TEXT,
    due_at       TEXT,
    returned_at  TEXT,
    cancelled_at TEXT
  ) STRICT;
  CREATE UNIQUE INDEX a_copy_is_lent_once ON rentals(book_id, copy)
    WHERE status IN ('REQ_PAY', 'CANCELLING', 'RENTED');
  CREATE UNIQUE INDEX a_user_has_a_book_once ON rentals(user_id, book_id)
    WHERE status IN ('REQ_PAY', 'CANCELLING', 'RENTED');

  CREATE TABLE copies (
    book_id   INTEGER NOT NULL,
    copy      INTEGER NOT NULL CHECK (copy > 0),
    rental_id INTEGER UNIQUE REFERENCES rentals(rental_id),
    PRIMARY KEY (book_id, copy)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX free_copies ON copies(book_id) WHERE rental_id IS NULL;

  CREATE TABLE awaiting_payment (
    rental_id   INTEGER NOT NULL PRIMARY KEY REFERENCES rentals(rental_id),
    principal   TEXT NOT NULL,
    key         TEXT NOT NULL,
    traceparent TEXT NOT NULL,
    retry_at    TEXT NOT NULL
  ) STRICT;
  CREATE INDEX awaiting_payment_by_time ON awaiting_payment(retry_at);

  CREATE TABLE known_books (
    book_id   INTEGER NOT NULL PRIMARY KEY,
    fee       INTEGER NOT NULL,
    currency  TEXT NOT NULL,
    days      INTEGER NOT NULL,
    copies    INTEGER NOT NULL,
    lent      INTEGER NOT NULL DEFAULT 0 CHECK (lent >= 0),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
  ) STRICT;
  CREATE TABLE known_users (
    user_id   INTEGER NOT NULL PRIMARY KEY,
    suspended INTEGER NOT NULL CHECK (suspended IN (0, 1))
  ) STRICT;
)sql";

// While a source is read anew: whether it was heard of again.
constexpr const char* heard = R"sql(
  ALTER TABLE known_books ADD COLUMN heard INTEGER NOT NULL DEFAULT 1 CHECK (heard IN (0, 1));
  ALTER TABLE known_users ADD COLUMN heard INTEGER NOT NULL DEFAULT 1 CHECK (heard IN (0, 1));
  CREATE INDEX known_books_unheard ON known_books(book_id) WHERE heard = 0;
  CREATE INDEX known_users_unheard ON known_users(user_id) WHERE heard = 0;
)sql";

/// What is refused stays the same, but it is said without lists (see is_open). The table's own text
/// is changed where SQLite keeps it, which its documentation allows for a CHECK: the rows stay.
std::string without_lists() {
  return fmt::format(R"sql(
    DROP INDEX a_copy_is_lent_once;
    DROP INDEX a_user_has_a_book_once;
    PRAGMA writable_schema=ON;
    UPDATE sqlite_schema SET sql = substr(sql, 1, instr(sql, 'status IN') - 1) ||
        'status = ''REQ_PAY'' OR status = ''RENTED'' OR status = ''RETURNED'' OR ' ||
        'status = ''CANCELLED'' OR status = ''CANCELLING'' OR status = ''REJECTED''' ||
        substr(sql, instr(sql, '''REJECTED''') + length('''REJECTED'')'))
      WHERE type = 'table' AND name = 'rentals';
    PRAGMA writable_schema=RESET;
    CREATE UNIQUE INDEX a_copy_is_lent_once ON rentals(book_id, copy) WHERE {0};
    CREATE UNIQUE INDEX a_user_has_a_book_once ON rentals(user_id, book_id) WHERE {0};
  )sql",
                     is_open);
}

}  // namespace

store::Schema schema() {
  return {application_id,
          {turn::tables() + rental_tables, turn::ids_table() + heard, without_lists()},
          turn::next_id("rentals", "rental_id")};
}

}  // namespace bookrent::rental
