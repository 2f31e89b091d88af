#pragma once
// A login: what lets a user get access tokens without saying the password again, until it ends. Its
// refresh token is good for one use and gives way to the next generation. One that comes a second
// time was stolen, from the user or by the user's hand: nobody can tell, so the login ends.
//
//   (password) ──► generation 1 ──► 2 ──► 3 …   ──► ended (logged out, a token came twice)
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "common/clock/instant.hpp"

namespace bookrent::user {

struct Login {
  std::string id;  // a UUID
  std::int64_t user_id = 0;
  std::int64_t generation = 1;
  std::string last_key;  // the idempotency key under which this generation was given out
  clock::Instant expires_at;
  std::optional<clock::Instant> ended_at;
  bool operator==(const Login&) const = default;
};

enum class RefreshRefusal {
  ended,    // logged out, or ended because a token came twice
  expired,  // nobody has come for too long
  reused,   // an old token: the login has ended now
};

/// Makes the next generation for whoever shows a token of `generation`, under the idempotency key
/// `key`. The same key again, when the reply was lost, gets the same generation again.
/// On `reused` the login is changed, too: it has ended.
std::expected<void, RefreshRefusal> refresh(Login& login, std::int64_t generation,
                                            const std::string& key, clock::Instant now,
                                            clock::Milliseconds lifetime);

}  // namespace bookrent::user
