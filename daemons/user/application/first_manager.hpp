#pragma once
// There is always a way in for whoever holds the suite's data: while no manager has a password,
// the first one gets one that is good for one login, and it is left in a file there.
#include <optional>
#include <string>

#include "daemons/user/application/login_ports.hpp"
#include "daemons/user/application/ports.hpp"

namespace bookrent::user {

/// Of the manager that a new suite begins with, until somebody changes them.
inline constexpr const char* first_manager_name = "Manager";
inline constexpr const char* first_manager_email = "manager@bookrent.invalid";

class LetManagerIn {
 public:
  struct Ports {
    Users& users;
    Passwords& passwords;
    PasswordHasher& hasher;
    Secrets& secrets;
    FirstPassword& first_password;
    Journal& journal;
  };
  explicit LetManagerIn(const Ports& ports) : ports_(ports) {}

  /// `managers` are the active ones. False when there is a way in already, a password of one of
  /// them or what was left before: then nothing is done.
  bool operator()(const std::vector<User>& managers);

 private:
  bool has_password(const User& manager);
  bool has_what_was_left(const User& manager);
  User first(const std::vector<User>& managers);

  Ports ports_;
};

}  // namespace bookrent::user
