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

// Logins. No token and no password is kept: a password's hash, an account's secret's hash, and the
// keys that tokens are made with.
constexpr const char* login_tables = R"sql(
  CREATE TABLE passwords (
    user_id  INTEGER NOT NULL PRIMARY KEY REFERENCES users(user_id),
    hash     TEXT NOT NULL,
    one_time INTEGER NOT NULL CHECK (one_time IN (0, 1)),
    last_key TEXT NOT NULL
  ) STRICT;

  CREATE TABLE logins (
    login_id   TEXT NOT NULL PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users(user_id),
    generation INTEGER NOT NULL CHECK (generation > 0),
    last_key   TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ended_at   TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX logins_in_force ON logins(user_id) WHERE ended_at IS NULL;
  CREATE INDEX logins_by_end ON logins(expires_at);

  CREATE TABLE accounts (
    account  TEXT NOT NULL PRIMARY KEY,
    secret   TEXT NOT NULL,
    scopes   TEXT NOT NULL,
    added_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE external_users (
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users(user_id),
    PRIMARY KEY (issuer, subject)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE signing_keys (
    kid        TEXT NOT NULL PRIMARY KEY,
    seed       BLOB NOT NULL CHECK (length(seed) = 32),
    added_at   TEXT NOT NULL,
    retired_at TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX one_key_signs ON signing_keys((retired_at IS NULL)) WHERE retired_at IS NULL;

  CREATE TABLE refresh_seal (
    only_one INTEGER NOT NULL PRIMARY KEY CHECK (only_one = 1),
    seal     BLOB NOT NULL CHECK (length(seal) = 32)
  ) STRICT;
)sql";

}  // namespace

store::Schema schema() {
  return {application_id,
          {turn::tables() + user_tables, login_tables, turn::ids_table()},
          turn::next_id("users", "user_id"),
          "DELETE FROM logins;"};
}

}  // namespace bookrent::user
