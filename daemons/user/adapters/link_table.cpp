#include "daemons/user/adapters/link_table.hpp"

namespace bookrent::user {

LinkTable::LinkTable(store::Store& store)
    : select_(store, "SELECT user_id FROM external_users WHERE issuer = ?1 AND subject = ?2"),
      upsert_(store,
              "INSERT INTO external_users(issuer, subject, user_id) VALUES(?1, ?2, ?3) "
              "ON CONFLICT(issuer, subject) DO UPDATE SET user_id = excluded.user_id"),
      delete_(store,
              "DELETE FROM external_users WHERE issuer = ?1 AND subject = ?2 AND user_id = ?3 "
              "RETURNING user_id") {}

std::optional<std::int64_t> LinkTable::find(const std::string& issuer, const std::string& subject) {
  if (!select_.bind(issuer, subject).step()) return std::nullopt;
  const std::int64_t user_id = select_.integer("user_id");
  select_.finish();
  return user_id;
}

void LinkTable::set(const contract::LinkUser& link) {
  upsert_.run(link.issuer, link.subject, link.user_id);
}

bool LinkTable::remove(const contract::LinkUser& link) {
  const bool removed = delete_.bind(link.issuer, link.subject, link.user_id).step();
  delete_.finish();
  return removed;
}

}  // namespace bookrent::user
