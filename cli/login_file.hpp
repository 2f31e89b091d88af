#pragma once
// The login that this user has at a suite: in $XDG_STATE_HOME/bookrent/, or in the file that
// BOOKRENT_TOKEN_FILE names, with mode 0600. Such a file may also hold an access token alone.
#include <expected>
#include <filesystem>
#include <optional>
#include <string>

#include "common/clock/instant.hpp"
#include "common/contract/user.hpp"
#include "common/suite/file_descriptor.hpp"

namespace bookrent::cli {

struct KeptLogin {
  std::string access_token;  // empty: logged out
  clock::Instant issued_at = {};
  clock::Instant expires_at;
  std::string role;  // empty: not known
  std::optional<std::string> refresh_token;
  /// The idempotency key of a refresh whose answer has not come, so that the next try is known for
  /// a repeat.
  std::optional<std::string> refresh_key;
  /// A refresh token of the login before: it shows that this user was logged in here (see
  /// contract::LogIn).
  std::optional<std::string> device;
};

/// What `tokens` says at `now`.
KeptLogin kept(const contract::Tokens& tokens, clock::Instant now);
/// What stays of `login` when it is over.
KeptLogin logged_out(const KeptLogin& login);

class LoginFile {
 public:
  /// `endpoint` names the suite.
  explicit LoginFile(const std::string& endpoint);

  /// Nobody's login when there is no file. Error: the file is open to others or cannot be read; for
  /// people.
  std::expected<KeptLogin, std::string> load() const;
  /// Error: for people.
  std::expected<void, std::string> save(const KeptLogin& login) const;
  /// Waits until no other command refreshes this login. Empty when there is nothing to lock.
  suite::FileDescriptor lock() const;

  const std::filesystem::path& path() const { return file_; }

 private:
  std::filesystem::path file_;
  bool in_state_directory_;
};

}  // namespace bookrent::cli
