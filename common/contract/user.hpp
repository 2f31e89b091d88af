#pragma once
// The published language of the user context (고객).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock/instant.hpp"
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

// Logins. What is said and answered here is secret: it is neither logged nor kept for repeats, and
// each operation is safe to repeat.

/// Who made access tokens, and for whom (RFC 9068: iss and aud).
inline constexpr std::string_view token_issuer = "bookrent";
inline constexpr std::string_view token_audience = "bookrent";

/// A person's login, with a password.
struct LogIn {
  static constexpr const char* operation = "login";
  std::string user;  // user_id or e-mail address
  std::string password;
  /// A refresh token of an earlier login of this user, in force or not: it shows that the user has
  /// been here before, so that strangers who try passwords cannot hold the user up.
  std::optional<std::string> device;
};
/// A program's login (client credentials of OAuth 2.1).
struct LogInAccount {
  static constexpr const char* operation = "login_account";
  std::string account;
  std::string secret;
};
/// A login with the token of another issuer (RFC 7523), which is linked to a user here.
struct LogInExternal {
  static constexpr const char* operation = "login_external";
  std::string token;
};
struct RefreshLogin {
  static constexpr const char* operation = "refresh";
  std::string refresh_token;
};
struct LogOut {
  static constexpr const char* operation = "logout";
  std::string refresh_token;
};
struct SetPassword {
  static constexpr const char* operation = "password";
  std::optional<std::int64_t> user_id;  // absent: the caller
  std::string password;
  std::optional<std::string> old_password;  // of a caller who has one and changes their own
};
/// Tokens of the issuer for this subject are the user's from now on; or, to `remove`, not any more.
struct LinkUser {
  static constexpr const char* operation = "link";
  std::int64_t user_id = 0;
  std::string issuer;
  std::string subject;
  std::optional<bool> remove;
};
struct AddAccount {
  static constexpr const char* operation = "account_add";
  std::string account;
  std::vector<std::string> scopes;
};
struct RemoveAccount {
  static constexpr const char* operation = "account_remove";
  std::string account;
};
struct ListAccounts {
  static constexpr const char* operation = "account_list";
};
struct RotateKey {
  static constexpr const char* operation = "key_rotate";
  std::optional<bool> at_once;  // what the old keys signed is worth nothing any more
};
struct ListKeys {
  static constexpr const char* operation = "key_list";
};

struct Tokens {
  std::string access_token;
  std::int64_t expires_in = 0;               // seconds
  std::optional<std::string> refresh_token;  // absent for an account, which logs in again
  Role role = Role::customer;
  std::string scope;
  std::optional<std::int64_t> user_id;  // absent for an account
  std::string name;                     // the user's or the account's
};
struct PasswordSet {
  std::int64_t user_id = 0;
};
struct UserLinked {
  std::int64_t user_id = 0;
  std::string issuer;
  std::string subject;
};
struct Account {
  std::string account;
  std::vector<std::string> scopes;
  clock::Instant added_at;
  std::optional<std::string> secret;  // only once, in the reply to AddAccount
};
struct AccountList {
  std::vector<Account> accounts;
};
struct SigningKey {
  std::string kid;
  clock::Instant added_at;
  std::optional<clock::Instant> retired_at;  // it verifies what it signed, and signs nothing more
};
struct KeyList {
  std::vector<SigningKey> keys;
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
