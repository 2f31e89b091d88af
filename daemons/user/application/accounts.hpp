#pragma once
// Service accounts: programs such as cron's jobs, which log in with a secret and may do what their
// scopes say.
#include <expected>

#include "daemons/user/application/log_in.hpp"
#include "daemons/user/application/login_ports.hpp"

namespace bookrent::user {

enum class AccountRefusal {
  bad_name,  // letters, digits, `-`, `_` and `.` only, 1 to 64 of them
  bad_scope,
  taken,
};

inline constexpr std::size_t account_bytes_max = 64;
inline constexpr std::size_t scopes_max = 32;

class AddAccount {
 public:
  AddAccount(Accounts& accounts, Secrets& secrets) : accounts_(accounts), secrets_(secrets) {}

  /// The account with its secret, which nobody can tell again.
  /// Under the idempotency key `key` it is added once, and told as often as it is asked for.
  std::expected<contract::Account, AccountRefusal> operator()(const contract::AddAccount& command,
                                                              const std::string& key,
                                                              clock::Instant now);

 private:
  Accounts& accounts_;
  Secrets& secrets_;
};

class LogInAccount {
 public:
  LogInAccount(Accounts& accounts, const LoginPorts& ports) : accounts_(accounts), ports_(ports) {}

  /// Nobody is slowed down here: what holds off whoever tries secrets is their length.
  std::expected<contract::Tokens, LoginRefused> operator()(const contract::LogInAccount& command,
                                                           clock::Instant now);

 private:
  Accounts& accounts_;
  LoginPorts ports_;
};

}  // namespace bookrent::user
