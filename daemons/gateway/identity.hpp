#pragma once
// Who a sender is. The only place that knows; the rules only see what it says.
#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/clock/clock.hpp"
#include "common/message/message.hpp"
#include "common/token/token.hpp"

namespace bookrent::gateway {

/// The keys with which access tokens are verified.
class PublicKeys {
 public:
  virtual ~PublicKeys() = default;
  /// What is there now, when it is not what was there at the last call.
  virtual std::optional<token::KeySet> changed() = 0;
};

/// Tokens that were verified are remembered until they expire, so that a caller's second request
/// costs nothing.
inline constexpr std::size_t tokens_remembered_max = 16'384;
/// How often the keys are looked at.
inline constexpr clock::Milliseconds keys_interval{1'000};

class Identity {
 public:
  /// Both are borrowed.
  Identity(PublicKeys& keys, const clock::Clock& clock) : keys_(keys), clock_(clock) {}

  /// On whose behalf a client asks that shows `token`; a guest when it shows none. What a client
  /// claims of itself does not count. Error: the token is not taken.
  std::expected<message::Principal, message::Error> of_client(const std::string& token);

 private:
  struct Known {
    message::Principal principal;
    clock::Instant until;
  };
  std::expected<Known, message::Error> verify(const std::string& token, clock::Instant now);
  void look_at_keys();
  void remember(const std::string& token, const Known& known, clock::Instant now);

  PublicKeys& keys_;
  const clock::Clock& clock_;
  token::KeySet key_set_;
  std::optional<clock::Steady> looked_at_;
  std::unordered_map<std::string, Known> known_;
};

/// A worker asks on behalf of its context.
message::Principal identify_worker(std::string_view context);

}  // namespace bookrent::gateway
