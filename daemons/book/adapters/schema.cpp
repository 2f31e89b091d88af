#include "daemons/book/adapters/schema.hpp"

#include "common/turn/tables.hpp"

namespace bookrent::book {
namespace {

constexpr std::uint32_t application_id = 0x42520002;

// A book is in the catalogue once: by its ISBN, or by a digest of title and authors where it has
// none. A digest, because an index entry for the text itself could be larger than a page.
constexpr const char* book_tables = R"sql(
  CREATE TABLE books (
    book_id         INTEGER NOT NULL PRIMARY KEY CHECK (book_id > 0),
    title           TEXT NOT NULL,
    authors         TEXT NOT NULL,
    isbn            TEXT UNIQUE CHECK (length(isbn) = 13),
    same_book       BLOB UNIQUE CHECK (length(same_book) = 16),
    year            INTEGER,
    language        TEXT,
    fee             INTEGER NOT NULL CHECK (fee >= 0),
    currency        TEXT NOT NULL,
    copies          INTEGER NOT NULL CHECK (copies > 0),
    days            INTEGER NOT NULL CHECK (days > 0),
    withdrawn       INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    searchable_text TEXT NOT NULL,
    CHECK ((isbn IS NULL) <> (same_book IS NULL))
  ) STRICT;

  CREATE TABLE current_rentals (
    book_id   INTEGER NOT NULL,
    rental_id INTEGER NOT NULL,
    PRIMARY KEY (book_id, rental_id)
  ) STRICT, WITHOUT ROWID;
)sql";

}  // namespace

store::Schema schema() {
  return {application_id,
          {turn::tables() + book_tables, turn::ids_table()},
          turn::next_id("books", "book_id")};
}

}  // namespace bookrent::book
