#include "daemons/user/adapters/schema.hpp"

#include "common/turn/tables.hpp"

namespace bookrent::user {
namespace {

constexpr std::uint32_t application_id = 0x42520001;

// current_rentals is made from rental's events alone. It does not refer to users: an event about a
// user whom a restored database has lost is kept all the same.
constexpr const char* user_tables = R"sql(
  CREATE TABLE users (
    user_id INTEGER NOT NULL PRIMARY KEY CHECK (user_id > 0),
    name    TEXT NOT NULL,
    email   TEXT NOT NULL,
    role    TEXT NOT NULL CHECK (role IN ('customer', 'manager')),
    status  TEXT NOT NULL CHECK (status IN ('active', 'suspended'))
  ) STRICT;
  CREATE UNIQUE INDEX an_email_is_one_users ON users(lower(email));

  CREATE TABLE current_rentals (
    user_id   INTEGER NOT NULL,
    rental_id INTEGER NOT NULL,
    PRIMARY KEY (user_id, rental_id)
  ) STRICT, WITHOUT ROWID;
)sql";

}  // namespace

store::Schema schema() { return {application_id, {turn::tables() + user_tables}}; }

}  // namespace bookrent::user
