#pragma once
// The idempotency log: under (principal, key) what was asked and how it was answered, kept 7 days.
#include <optional>
#include <string>
#include <string_view>

#include "common/clock/instant.hpp"
#include "common/message/message.hpp"
#include "common/store/statement.hpp"
#include "common/store/store.hpp"

namespace bookrent::turn {

inline constexpr std::chrono::days replies_kept{7};
inline constexpr int replies_purged_max = 256;  // a turn

struct StoredReply {
  bool same_request = false;  // the key was used for this very request
  bool final = false;         // false: still running, and the reply is what is known so far
  message::Reply reply;
};

class Replies {
 public:
  static std::string_view tables();
  explicit Replies(store::Store& store);

  /// What is known of the key of `request` for its principal.
  std::optional<StoredReply> find(const message::Request& request);
  void store(const message::Request& request, const message::Reply& reply, bool final,
             clock::Instant now);
  /// Makes the reply of a running request final.
  void complete(std::string_view principal, std::string_view key, const message::Reply& reply);
  /// Forgets a running request, so that a repeat is tried anew.
  void forget(std::string_view principal, std::string_view key);
  /// Drops some of what is older than replies_kept; returns how many.
  int purge(clock::Instant now);

 private:
  store::Statement select_;
  store::Statement insert_;
  store::Statement complete_;
  store::Statement forget_;
  store::Statement purge_;
};

}  // namespace bookrent::turn
