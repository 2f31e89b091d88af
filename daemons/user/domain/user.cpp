#include "daemons/user/domain/user.hpp"

#include "common/contract/visible.hpp"
#include "daemons/user/domain/email.hpp"
#include "daemons/user/domain/text.hpp"

namespace bookrent::user {
namespace {

std::optional<UserRefusal> may_not_be(const User& user) {
  if (!contract::shows_something(user.name) || user.name.size() > name_bytes_max ||
      holds_control_character(user.name))
    return UserRefusal::bad_name;
  if (!looks_like_email(user.email)) return UserRefusal::bad_email;
  return std::nullopt;
}

bool names_no_field(const contract::ChangeUser& command) {
  return !command.name && !command.email && !command.role && !command.status;
}

}  // namespace

Role role_in_force(const User& user) {
  return user.status == UserStatus::active ? user.role : Role::customer;
}

std::expected<User, UserRefusal> new_user(const contract::AddUser& command) {
  User user;
  user.name = trimmed(command.name);
  user.email = command.email;
  user.role = command.role.value_or(Role::customer);
  if (const auto refusal = may_not_be(user)) return std::unexpected(*refusal);
  return user;
}

contract::UserRegistered registered(const User& user) {
  return {user.id, user.name, user.role, user.status};
}

std::expected<std::optional<contract::UserChanged>, UserRefusal> change(
    User& user, const contract::ChangeUser& command) {
  if (names_no_field(command)) return std::unexpected(UserRefusal::nothing_to_change);
  User after = user;
  if (command.name) after.name = trimmed(*command.name);
  if (command.email) after.email = *command.email;
  after.role = command.role.value_or(user.role);
  after.status = command.status.value_or(user.status);
  if (const auto refusal = may_not_be(after)) return std::unexpected(*refusal);
  if (after == user) return std::nullopt;
  user = std::move(after);
  return contract::UserChanged{user.id, user.name, user.role, user.status};
}

}  // namespace bookrent::user
