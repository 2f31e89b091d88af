#include "daemons/user/adapters/password_table.hpp"

namespace bookrent::user {

PasswordTable::PasswordTable(store::Store& store)
    : select_(store, "SELECT hash, one_time, last_key FROM passwords WHERE user_id = ?1"),
      upsert_(store,
              "INSERT INTO passwords(user_id, hash, one_time, last_key) VALUES(?1, ?2, ?3, ?4) "
              "ON CONFLICT(user_id) DO UPDATE SET hash = excluded.hash, "
              "one_time = excluded.one_time, last_key = excluded.last_key") {}

std::optional<Password> PasswordTable::find(std::int64_t user_id) {
  if (!select_.bind(user_id).step()) return std::nullopt;
  Password password{select_.text("hash"), select_.flag("one_time"), select_.text("last_key")};
  select_.finish();
  return password;
}

void PasswordTable::set(std::int64_t user_id, const Password& password) {
  upsert_.run(user_id, password.hash, password.one_time, password.last_key);
}

}  // namespace bookrent::user
