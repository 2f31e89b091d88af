#pragma once
// Every limit of the gateway, by name.
#include <cstddef>

#include "common/clock/clock.hpp"
#include "daemons/gateway/routing/allowance.hpp"

namespace bookrent::gateway {

struct GatewayLimits {
  clock::Milliseconds ttl_default{10'000};  // for a request that names no time
  clock::Milliseconds ttl_max{60'000};      // a longer one is shortened to it

  clock::Milliseconds heartbeat_interval{1'000};
  /// Between heartbeats to a worker that has requests: sending is how a dead peer is noticed.
  clock::Milliseconds probe_interval{100};
  clock::Milliseconds worker_gone{3'000};  // silent for this long: lost
  /// How long a request that nobody waits for any more keeps its place at its worker.
  clock::Milliseconds late_reply{10'000};

  Rates rates;

  std::size_t queue_max = 10'000;                           // requests that wait for one context
  std::size_t pending_max = 100'000;                        // requests that are not yet answered
  std::size_t pending_bytes_max = 256UL * 1024UL * 1024UL;  // of all their frames
  int unread_max = 512;  // messages of a client that wait for their turn
  std::size_t unsent_bytes_max = 256UL * 1024UL * 1024UL;  // of replies that clients do not read
  std::size_t contexts_max = 64;                           // contexts that workers announce
  std::size_t admissions_max = 1'000;                      // links let in within a second
  std::size_t id_bytes_max = 128;                          // of a sender's correlation id
};

/// What a caller that was turned away for too much work is told to wait.
inline constexpr clock::Milliseconds retry_after{100};

}  // namespace bookrent::gateway
