#pragma once
// What the use cases of logging in need of the outside. Of a secret only its holder keeps the text:
// here are hashes, and keys from which tokens are made and known again.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/contract/user.hpp"
#include "daemons/user/domain/login.hpp"
#include "daemons/user/domain/user.hpp"

namespace bookrent::user {

struct Password {
  std::string hash;
  bool one_time = false;
  /// The idempotency key under which it was set or, being for one time, used: whoever comes with it
  /// again has lost the answer.
  std::string last_key = {};

  bool is_used() const { return one_time && !last_key.empty(); }
};

class Passwords {
 public:
  virtual ~Passwords() = default;
  virtual std::optional<Password> find(std::int64_t user_id) = 0;
  virtual void set(std::int64_t user_id, const Password& password) = 0;
};

/// Slow on purpose.
class PasswordHasher {
 public:
  virtual ~PasswordHasher() = default;
  virtual std::string hash(const std::string& password) = 0;
  virtual bool matches(const std::string& hash, const std::string& password) = 0;
};

class Logins {
 public:
  virtual ~Logins() = default;
  virtual void add(const Login& login) = 0;
  virtual std::optional<Login> find(const std::string& id) = 0;
  virtual void save(const Login& login) = 0;
  virtual void end_all(std::int64_t user_id, clock::Instant now) = 0;
};

/// A refresh token that is genuine: which login it is of, and of which generation.
struct RefreshClaim {
  std::string login_id;
  std::int64_t user_id = 0;
  std::int64_t generation = 0;
};

class TokenMaker {
 public:
  virtual ~TokenMaker() = default;
  virtual std::string access_token(const User& user, clock::Instant now) = 0;
  virtual std::string access_token(const contract::Account& account, clock::Instant now) = 0;
  virtual std::string refresh_token(const Login& login) = 0;
  /// Nothing when it was not made here.
  virtual std::optional<RefreshClaim> read(std::string_view refresh_token) = 0;
};

/// Makes what nobody can guess, and hashes it: fast, for nobody can try that many.
class Secrets {
 public:
  virtual ~Secrets() = default;
  virtual std::string uuid() = 0;
  /// The secret of 256 bits of the account that is added under an idempotency key, as text that can
  /// be typed and stand in a file. The same again for the same.
  virtual std::string secret(const std::string& account, const std::string& key) = 0;
  /// One that a person may have to type, of 100 bits.
  virtual std::string one_time_password() = 0;
  virtual std::string hash(const std::string& secret) = 0;
  virtual bool matches(const std::string& secret, const std::string& hash) = 0;
};

/// Programs that log in (cron, kiosks): by name, with the hash of their secret.
class Accounts {
 public:
  virtual ~Accounts() = default;
  /// False when there is one of this name.
  virtual bool add(const contract::Account& account, const std::string& secret_hash) = 0;
  virtual bool remove(const std::string& name) = 0;
  struct Known {
    contract::Account account;
    std::string secret_hash;
  };
  virtual std::optional<Known> find(const std::string& name) = 0;
};

/// Where the first manager's one-time password is left for whoever runs the suite.
class FirstPassword {
 public:
  virtual ~FirstPassword() = default;
  virtual void leave(const User& manager, const std::string& password) = 0;
  /// The password that lies there; nothing when there is none.
  virtual std::optional<std::string> left() = 0;
  /// It is of no use any more.
  virtual void take_away() = 0;
};

struct LoginLifetimes {
  clock::Milliseconds access{std::chrono::minutes{15}};
  clock::Milliseconds refresh{std::chrono::days{30}};
};

}  // namespace bookrent::user
