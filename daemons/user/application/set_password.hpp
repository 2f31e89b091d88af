#pragma once
// A user's password is set: by a manager, or by the user, who says the old one.
#include <expected>

#include "common/contract/actor.hpp"
#include "daemons/user/application/login_ports.hpp"
#include "daemons/user/application/ports.hpp"

namespace bookrent::user {

enum class PasswordRefusal {
  unknown_user,
  bad_password,        // too short, too long, or with characters that nobody can type
  wrong_old_password,  // or none was said
};

class SetPassword {
 public:
  SetPassword(Users& users, Passwords& passwords, PasswordHasher& hasher, Logins& logins)
      : users_(users), passwords_(passwords), hasher_(hasher), logins_(logins) {}

  /// Gives back whose it is. All logins of that user end. Under the idempotency key `key` it is
  /// done once.
  std::expected<std::int64_t, PasswordRefusal> operator()(const contract::SetPassword& command,
                                                          const contract::Actor& actor,
                                                          const std::string& key,
                                                          clock::Instant now);

 private:
  bool knows_old(const contract::SetPassword& command, const std::optional<Password>& old);

  Users& users_;
  Passwords& passwords_;
  PasswordHasher& hasher_;
  Logins& logins_;
};

}  // namespace bookrent::user
