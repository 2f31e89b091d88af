#pragma once
// Access tokens signed with the suite's key, and refresh tokens that only this context can read.
#include <map>

#include "common/random/random.hpp"
#include "common/token/key_set.hpp"
#include "common/token/token.hpp"
#include "daemons/user/adapters/key_table.hpp"
#include "daemons/user/application/login_ports.hpp"

namespace bookrent::user {

/// Where the keys are published with which tokens are verified.
class PublishedKeys {
 public:
  virtual ~PublishedKeys() = default;
  /// Before anything that was signed with a new key is seen. `jwk_set` replaces what was there.
  virtual void publish(const std::string& jwk_set) = 0;
};

/// A key more is not made without ending an old one: who verifies reads only so many.
inline constexpr std::size_t keys_published_max = 32;
static_assert(keys_published_max < token::keys_max);

/// Throws std::runtime_error when it is to make a token and there is no key: see prepare().
class SignedTokens final : public TokenMaker {
 public:
  /// All are borrowed and outlive it.
  SignedTokens(store::Store& store, random::Random& random, PublishedKeys& published,
               LoginLifetimes lifetimes);

  std::string access_token(const User& user, clock::Instant now) override;
  std::string access_token(const contract::Account& account, clock::Instant now) override;
  std::string refresh_token(const Login& login) override;
  std::optional<RefreshClaim> read(std::string_view refresh_token) override;

  /// Makes the keys that are missing, drops those that nothing in force was signed with, and
  /// publishes. True when it has changed something.
  bool prepare(clock::Instant now);
  /// A new key signs from now on. At once: what the old ones signed is not taken any more, and all
  /// logins end. False when there are too many that may still be in force.
  bool rotate(clock::Instant now, bool at_once);
  std::vector<contract::SigningKey> keys();
  void adopt(const LoginLifetimes& lifetimes) { lifetimes_ = lifetimes; }
  KeyTable& table() { return keys_; }

 private:
  Seed seed();
  void add_key(clock::Instant now);
  void publish();
  const token::SigningKey& current();
  std::string sign(token::Claims claims, clock::Instant now);
  std::string seal_of(std::string_view text);

  random::Random& random_;
  PublishedKeys& published_;
  LoginLifetimes lifetimes_;
  KeyTable keys_;
  std::map<std::string, token::SigningKey> made_;  // from their seeds, by kid
};

}  // namespace bookrent::user
