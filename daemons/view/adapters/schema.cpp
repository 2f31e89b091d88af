#include "daemons/view/adapters/schema.hpp"

#include "common/turn/tables.hpp"

namespace bookrent::view {
namespace {

constexpr std::uint32_t application_id = 0x42520005;

// Each table is made from one source alone, and only queries join them: so it does not matter which
// source is read first, and there are no references between them.
constexpr const char* view_tables = R"sql(
  CREATE TABLE users (
    user_id INTEGER NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL
  ) STRICT;

  CREATE TABLE books (
    book_id   INTEGER NOT NULL PRIMARY KEY,
    title     TEXT NOT NULL,
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1))
  ) STRICT;

  CREATE TABLE rentals (
    rental_id    INTEGER NOT NULL PRIMARY KEY,
    user_id      INTEGER NOT NULL,
    book_id      INTEGER NOT NULL,
    status       TEXT NOT NULL,
    payment_id   INTEGER,
    amount       INTEGER,
    currency     TEXT,
    requested_at INTEGER,
    rented_at    INTEGER,
    due_at       INTEGER,
    returned_at  INTEGER,
    cancelled_at INTEGER,
    reason       TEXT
  ) STRICT;
  CREATE INDEX rentals_by_status ON rentals(status, rental_id);
  CREATE INDEX rentals_by_user ON rentals(user_id, status, rental_id, book_id);
  CREATE INDEX rentals_by_book ON rentals(book_id, status, rental_id);

  CREATE TABLE payments (
    rental_id INTEGER NOT NULL PRIMARY KEY,
    status    TEXT NOT NULL
  ) STRICT;

  CREATE TABLE history (
    rental_id INTEGER NOT NULL,
    time      INTEGER NOT NULL,
    step      INTEGER NOT NULL,
    sequence  INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    PRIMARY KEY (rental_id, time, step, sequence)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE counts (
    counter INTEGER NOT NULL PRIMARY KEY,
    number  INTEGER NOT NULL
  ) STRICT;
)sql";

// The status stands in the indexes so that a page of any status is found without passing over the
// others; the book at the end of the user's lets a user's rentals of one book be told from the
// index. An entry ends with the row's key, the rental, by which pages are sorted. Every rental
// begins with REQ_PAY and leaves it when its payment is answered: those few have an index of their
// own, or each would be moved in all the others.
constexpr const char* waiting_apart = R"sql(
  DROP INDEX rentals_by_status;
  DROP INDEX rentals_by_user;
  DROP INDEX rentals_by_book;
  CREATE INDEX rentals_waiting ON rentals(rental_id, user_id, book_id) WHERE status = 'REQ_PAY';
  CREATE INDEX rentals_by_status ON rentals(status) WHERE status <> 'REQ_PAY';
  CREATE INDEX rentals_by_user ON rentals(user_id, status, rental_id, book_id)
    WHERE status <> 'REQ_PAY';
  CREATE INDEX rentals_by_book ON rentals(book_id, status) WHERE status <> 'REQ_PAY';
)sql";

// Nobody waits for the view's commits, and while it reads a history they change the pages of its
// indexes over and over: with 64 MiB of log a tenth faster than with SQLite's four.
constexpr int log_pages = 16'000;

}  // namespace

store::Schema schema() {
  return {.application_id = application_id,
          .steps = {turn::tables() + view_tables, waiting_apart},
          .log_pages = log_pages};
}

}  // namespace bookrent::view
