#include "daemons/user/adapters/login_table.hpp"

#include <stdexcept>

namespace bookrent::user {
LoginTable::LoginTable(store::Store& store)
    : select_(store, "SELECT * FROM logins WHERE login_id = ?1"),
      upsert_(store,
              "INSERT INTO logins(login_id, user_id, generation, last_key, expires_at, ended_at) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(login_id) DO UPDATE SET "
              "generation = excluded.generation, last_key = excluded.last_key, "
              "expires_at = excluded.expires_at, ended_at = excluded.ended_at"),
      end_all_(store, "UPDATE logins SET ended_at = ?2 WHERE user_id = ?1 AND ended_at IS NULL"),
      purge_(store,
             "DELETE FROM logins WHERE login_id IN "
             "(SELECT login_id FROM logins WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)") {}

std::optional<Login> LoginTable::find(const std::string& id) {
  if (!select_.bind(id).step()) return std::nullopt;
  Login login{select_.text("login_id"),      select_.integer("user_id"),
              select_.integer("generation"), select_.text("last_key"),
              select_.instant("expires_at"), select_.optional_instant("ended_at")};
  select_.finish();
  return login;
}

void LoginTable::save(const Login& login) {
  upsert_.run(login.id, login.user_id, login.generation, login.last_key, login.expires_at,
              login.ended_at);
}

void LoginTable::end_all(std::int64_t user_id, clock::Instant now) { end_all_.run(user_id, now); }

int LoginTable::purge(clock::Instant now) { return purge_.run(now, logins_purged_max); }

}  // namespace bookrent::user
