#pragma once
// The part of the user context that knows who somebody is: logins, passwords, accounts and keys.
#include <optional>

#include "common/contract/actor.hpp"
#include "common/log/sparing.hpp"
#include "common/random/random.hpp"
#include "common/settings/settings.hpp"
#include "common/store/store.hpp"
#include "common/turn/service.hpp"
#include "daemons/user/adapters/account_table.hpp"
#include "daemons/user/adapters/issuers.hpp"
#include "daemons/user/adapters/link_table.hpp"
#include "daemons/user/adapters/login_table.hpp"
#include "daemons/user/adapters/password_table.hpp"
#include "daemons/user/adapters/secrets.hpp"
#include "daemons/user/adapters/token_maker.hpp"
#include "daemons/user/adapters/user_table.hpp"
#include "daemons/user/application/log_in.hpp"

namespace bookrent::user {

/// What logins need of the world outside the database. All are borrowed.
struct LoginOutside {
  random::Random& random;
  PasswordHasher& hasher;
  PublishedKeys& published;
  Issuers& issuers;
  /// Where a new suite's first manager finds a password. Null: nobody is let in by it, so somebody
  /// else must know how tokens are made.
  FirstPassword* first_password = nullptr;
  LoginLifetimes lifetimes;
};

/// The lifetimes that are set.
LoginLifetimes login_lifetimes(const settings::Settings& settings);

class LoginService {
 public:
  LoginService(store::Store& store, UserTable& users, const LoginOutside& outside);

  /// Nothing when the operation is not one of logging in.
  /// Whether a caller still is what the token says. Who is a manager no more, or whose account was
  /// removed, must not use the last token to undo that.
  bool is_in_force(const message::Principal& principal);
  std::optional<turn::Answer> handle(const message::Request& request, turn::Effects& effects);
  /// Keys and the first manager's way in, at the start; later what has expired is dropped.
  void tick(turn::Effects& effects);
  clock::Instant wake_at() const { return tidy_at_; }
  /// Of logins and tokens from now on.
  void adopt(const LoginLifetimes& lifetimes);

 private:
  struct Asked {
    const message::Request& request;
    contract::Actor actor;
    clock::Instant now;
    clock::Steady at;
  };
  template <class Message>
  turn::Answer take(const message::Request& request, turn::Effects& effects);
  turn::Answer answer(const contract::LogIn& command, const Asked& asked);
  turn::Answer answer(const contract::LogInAccount& command, const Asked& asked);
  turn::Answer answer(const contract::LogInExternal& command, const Asked& asked);
  turn::Answer answer(const contract::RefreshLogin& command, const Asked& asked);
  turn::Answer answer(const contract::LogOut& command, const Asked& asked);
  turn::Answer answer(const contract::SetPassword& command, const Asked& asked);
  turn::Answer answer(const contract::LinkUser& command, const Asked& asked);
  turn::Answer answer(const contract::AddAccount& command, const Asked& asked);
  turn::Answer answer(const contract::RemoveAccount& command, const Asked& asked);
  turn::Answer answer(const contract::ListAccounts& query, const Asked& asked);
  turn::Answer answer(const contract::RotateKey& command, const Asked& asked);
  turn::Answer answer(const contract::ListKeys& query, const Asked& asked);
  turn::Answer refused(message::Error error, std::string_view what, std::int64_t user_id,
                       const Asked& asked);
  LoginPorts ports();
  bool let_manager_in(turn::Effects& effects);

  LoginOutside outside_;
  UserTable& users_;
  PasswordTable passwords_;
  LoginTable logins_;
  AccountTable accounts_;
  LinkTable links_;
  SignedTokens tokens_;
  RandomSecrets secrets_;
  LoginThrottle throttle_;
  log::Sparing refusals_;
  bool prepared_ = false;
  clock::Instant tidy_at_ = clock::Instant::min();
};

}  // namespace bookrent::user
