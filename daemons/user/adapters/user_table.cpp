#include "daemons/user/adapters/user_table.hpp"

#include <stdexcept>

#include "common/turn/tables.hpp"

namespace bookrent::user {
namespace {

template <class Enum>
Enum read_word(const std::string& column) {
  Enum value{};
  if (!contract::from_word(column, value))
    throw std::runtime_error("users holds an unknown word: " + column);
  return value;
}

User user_of(store::Statement& row) {
  return {row.integer("user_id"), row.text("name"), row.text("email"),
          read_word<Role>(row.text("role")), read_word<UserStatus>(row.text("status"))};
}

}  // namespace

UserTable::UserTable(store::Store& store)
    : insert_(store, "INSERT INTO users(user_id, name, email, role, status) VALUES(" +
                         turn::next_id("users", "user_id") + ", ?1, ?2, ?3, ?4) RETURNING user_id"),
      select_(store, "SELECT * FROM users WHERE user_id = ?1"),
      with_email_(store, "SELECT user_id FROM users WHERE lower(email) = lower(?1)"),
      update_(store,
              "UPDATE users SET name = ?2, email = ?3, role = ?4, status = ?5 WHERE user_id = ?1"),
      following_(store, "SELECT * FROM users WHERE user_id > ?1 ORDER BY user_id LIMIT ?2"),
      managers_(store,
                "SELECT * FROM users WHERE role = 'manager' AND status = 'active' "
                "ORDER BY user_id"),
      other_manager_(store,
                     "SELECT 1 FROM users WHERE role = 'manager' AND status = 'active' "
                     "AND user_id <> ?1 LIMIT 1") {}

User UserTable::add(User user) {
  insert_.bind(user.name, user.email, contract::word(user.role), contract::word(user.status));
  if (!insert_.step()) throw std::runtime_error("a new user got no id");
  user.id = insert_.integer("user_id");
  insert_.finish();
  return user;
}

std::optional<User> UserTable::find(std::int64_t id) {
  if (!select_.bind(id).step()) return std::nullopt;
  User user = user_of(select_);
  select_.finish();
  return user;
}

std::optional<std::int64_t> UserTable::with_email(const std::string& email) {
  if (!with_email_.bind(email).step()) return std::nullopt;
  const std::int64_t id = with_email_.integer("user_id");
  with_email_.finish();
  return id;
}

void UserTable::save(const User& user) {
  update_.run(user.id, user.name, user.email, contract::word(user.role),
              contract::word(user.status));
}

bool UserTable::is_only_manager(std::int64_t id) {
  const bool another = other_manager_.bind(id).step();
  other_manager_.finish();
  return !another;
}

std::vector<User> UserTable::following(std::int64_t after, std::int64_t count) {
  std::vector<User> users;
  following_.bind(after, count);
  while (following_.step()) users.push_back(user_of(following_));
  return users;
}

std::vector<User> UserTable::managers() {
  std::vector<User> users;
  managers_.bind();
  while (managers_.step()) users.push_back(user_of(managers_));
  return users;
}

}  // namespace bookrent::user
