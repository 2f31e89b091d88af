#pragma once
// The published language of the user context (고객).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/message/message.hpp"

namespace bookrent::contract {

enum class Role { customer, manager };
std::string_view word(Role role);
bool from_word(std::string_view text, Role& role);

enum class UserStatus { active, suspended };
std::string_view word(UserStatus status);
bool from_word(std::string_view text, UserStatus& status);

// Commands and queries

struct AddUser {
  static constexpr const char* operation = "add";
  std::string name;
  std::string email;
  std::optional<Role> role;  // absent: customer
};
struct ChangeUser {  // absent fields stay as they are
  static constexpr const char* operation = "change";
  std::int64_t user_id = 0;
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::optional<Role> role;
  std::optional<UserStatus> status;
};
struct ShowUser {
  static constexpr const char* operation = "show";
  std::int64_t user_id = 0;
};
struct ListUsers {
  static constexpr const char* operation = "list";
  std::optional<std::int64_t> after;  // continue behind this user_id
  std::optional<std::int64_t> limit;
};

// Replies

struct User {
  std::int64_t user_id = 0;
  std::string name;
  std::string email;
  Role role = Role::customer;
  UserStatus status = UserStatus::active;
  std::vector<std::int64_t> rentals;  // 고객대여상태: the rentals that are RENTED now
};
struct UserList {
  std::vector<User> users;
  std::optional<std::int64_t> next;  // more follow behind this user_id
};

// Events. They are kept for ever, so the e-mail address stays out of them.

struct UserRegistered {
  std::int64_t user_id = 0;
  std::string name;
  Role role = Role::customer;
  UserStatus status = UserStatus::active;
  bool operator==(const UserRegistered&) const = default;
};
struct UserChanged {  // all as it is after the change
  std::int64_t user_id = 0;
  std::string name;
  Role role = Role::customer;
  UserStatus status = UserStatus::active;
  bool operator==(const UserChanged&) const = default;
};

inline constexpr std::string_view user_context = "user";
std::vector<message::Operation> user_operations();

}  // namespace bookrent::contract
