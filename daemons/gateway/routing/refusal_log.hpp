#pragma once
// Who was not let do what, for the operator's log. What was tried to be shown or said, such as a
// token or a body, is not in it.
#include <cstdint>
#include <map>
#include <string_view>

#include "common/log/sparing.hpp"
#include "common/message/message.hpp"

namespace bookrent::gateway {

class RefusalLog {
 public:
  void set_time(clock::Steady now) { now_ = now; }

  /// A Request or Fetch that carries its principal was refused. Only what somebody may not do is
  /// told; that something cannot be done is no matter of rights.
  void refused(const message::Message& asked, const message::Error& error);
  /// The gateway has answered a request with this error, itself.
  void count(message::ErrorCode code) { ++counts_[code]; }
  const std::map<message::ErrorCode, std::int64_t>& counts() const { return counts_; }

  /// Somebody has shown a token that is not taken.
  void refused_token(const message::Error& error);
  /// Whoever holds `key` did over TCP what they may not; `link` is its name where it has one.
  void refused_link(std::string_view what, std::string_view link, std::string_view key);

 private:
  log::Sparing sparing_;
  std::map<message::ErrorCode, std::int64_t> counts_;  // since the start
  clock::Steady now_;
};

}  // namespace bookrent::gateway
