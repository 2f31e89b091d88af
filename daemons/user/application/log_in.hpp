#pragma once
// A person logs in, stays logged in, logs out.
#include <expected>
#include <string>

#include "daemons/user/application/login_ports.hpp"
#include "daemons/user/application/ports.hpp"
#include "daemons/user/domain/login_throttle.hpp"

namespace bookrent::user {

enum class LoginRefusal {
  wrong_password,  // or no such user: whoever tries learns nothing of who is a user
  slow_down,       // too many attempts have failed
  bad_token,       // a refresh token that was not made here
  ended,
  expired,
  reused,
};
struct LoginRefused {
  LoginRefusal why;
  clock::Milliseconds wait{0};  // behind slow_down
  std::int64_t user_id = 0;     // whose login it was to be, where that is known; not to be told
};

struct LoginPorts {
  Users& users;
  Passwords& passwords;
  PasswordHasher& hasher;
  Logins& logins;
  TokenMaker& tokens;
  Secrets& secrets;
  LoginThrottle& throttle;
  LoginLifetimes lifetimes;
};

class LogIn {
 public:
  explicit LogIn(const LoginPorts& ports) : ports_(ports) {}

  /// `key` is the idempotency key: a password for one time is taken again under the same.
  std::expected<contract::Tokens, LoginRefused> operator()(const contract::LogIn& command,
                                                           const std::string& key,
                                                           clock::Instant now);
  /// Of a user whom somebody else vouches for.
  contract::Tokens operator()(const User& user, clock::Instant now);

 private:
  std::optional<User> find(const std::string& name);
  bool check(const std::optional<User>& user, const std::string& password, const std::string& key);

  LoginPorts ports_;
};

class RefreshLogin {
 public:
  explicit RefreshLogin(const LoginPorts& ports) : ports_(ports) {}
  /// `key` is the idempotency key. On `reused` the login has been ended.
  std::expected<contract::Tokens, LoginRefused> operator()(const contract::RefreshLogin& command,
                                                           const std::string& key,
                                                           clock::Instant now);

 private:
  LoginPorts ports_;
};

class LogOut {
 public:
  explicit LogOut(const LoginPorts& ports) : ports_(ports) {}
  /// Whether a login was ended by it; a token that nobody knows is none (RFC 7009).
  bool operator()(const contract::LogOut& command, clock::Instant now);

 private:
  LoginPorts ports_;
};

}  // namespace bookrent::user
