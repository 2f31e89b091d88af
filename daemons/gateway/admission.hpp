#pragma once
// Who is let in over TCP. ZeroMQ has proved that a caller holds a key before it asks here (RFC 27,
// ZAP), and then says that key with every message.
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/clock/clock.hpp"
#include "common/link/allowed.hpp"
#include "common/message/message.hpp"

namespace bookrent::gateway {

/// The links that the suite's operator has allowed.
class AllowedLinks {
 public:
  virtual ~AllowedLinks() = default;
  /// What is there now, when it is not what was there at the last call.
  virtual std::optional<std::vector<link::Peer>> changed() = 0;
};

/// How often the allowed links are looked at.
inline constexpr clock::Milliseconds links_interval{1'000};

class Admission {
 public:
  /// Both are borrowed; without `links` nobody is let in. More than `admissions_max` within a
  /// second are told to come again.
  Admission(AllowedLinks* links, const clock::Clock& clock, std::size_t admissions_max)
      : links_(links), clock_(clock), admissions_max_(admissions_max) {}

  struct Answer {
    message::Parts reply;     // empty: this was no question
    std::string refused_key;  // of a caller that may not come in
  };
  /// ZeroMQ's question whether to let a caller in.
  Answer answer(const message::Parts& question);

  /// The link with this key; null when it is not allowed, or not any more.
  const link::Peer* find(const std::string& key);

 private:
  void look_at_links();
  bool is_too_many();

  AllowedLinks* links_;
  const clock::Clock& clock_;
  const std::size_t admissions_max_;
  std::unordered_map<std::string, link::Peer> allowed_;  // by key
  std::optional<clock::Steady> looked_at_;
  clock::Steady second_{};
  std::size_t in_second_ = 0;
};

/// What a socket that listens over TCP is called in ZeroMQ's question.
inline constexpr const char* clients_domain = "clients";
inline constexpr const char* workers_domain = "workers";

}  // namespace bookrent::gateway
