#include "daemons/user/application/first_manager.hpp"

#include <algorithm>
#include <stdexcept>

namespace bookrent::user {

bool LetManagerIn::operator()(const std::vector<User>& managers) {
  if (std::ranges::any_of(managers, [&](const User& one) { return has_password(one); })) {
    ports_.first_password.take_away();
    return false;
  }
  if (std::ranges::any_of(managers, [&](const User& one) { return has_what_was_left(one); }))
    return false;
  const User manager = first(managers);
  const std::string password = ports_.secrets.one_time_password();
  ports_.passwords.set(manager.id, {ports_.hasher.hash(password), true, {}});
  ports_.first_password.leave(manager, password);
  return true;
}

bool LetManagerIn::has_password(const User& manager) {
  const auto password = ports_.passwords.find(manager.id);
  return password && !password->one_time;
}

bool LetManagerIn::has_what_was_left(const User& manager) {
  const auto password = ports_.passwords.find(manager.id);
  const auto left = ports_.first_password.left();
  return password && !password->is_used() && left && ports_.hasher.matches(password->hash, *left);
}

User LetManagerIn::first(const std::vector<User>& managers) {
  if (!managers.empty()) return managers.front();
  const auto fresh = new_user({first_manager_name, first_manager_email, Role::manager});
  if (!fresh) throw std::logic_error("the first manager cannot be made");
  const User manager = ports_.users.add(*fresh);
  ports_.journal.publish(registered(manager));
  return manager;
}

}  // namespace bookrent::user
