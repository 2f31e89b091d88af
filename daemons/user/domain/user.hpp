#pragma once
// The user (고객): a registered person. Each step takes what was asked, decides, and gives back
// what follows or why not; it stores nothing.
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "common/contract/user.hpp"

namespace bookrent::user {

using contract::Role;
using contract::UserStatus;

inline constexpr std::size_t name_bytes_max = 200;

struct User {
  std::int64_t id = 0;
  std::string name;
  std::string email;  // no two users have the same, whatever the case of its letters
  Role role = Role::customer;
  UserStatus status = UserStatus::active;
  bool operator==(const User&) const = default;
};

enum class UserRefusal {
  unknown_user,
  bad_name,
  bad_email,
  email_taken,
  nothing_to_change,  // a change that names no field
  last_manager,       // nobody would be an active manager any more
};

/// What the user may do now: a manager who is suspended acts as a customer does.
Role role_in_force(const User& user);

/// A new user, who has no id yet.
std::expected<User, UserRefusal> new_user(const contract::AddUser& command);
contract::UserRegistered registered(const User& user);

/// Makes the change, or leaves the user as it is and says why. Nothing: it is all so already.
std::expected<std::optional<contract::UserChanged>, UserRefusal> change(
    User& user, const contract::ChangeUser& command);

}  // namespace bookrent::user
