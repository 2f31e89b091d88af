#pragma once
// The gateway's own operation: what it has counted, and where each context stands.
#include <cstdint>
#include <string>
#include <vector>

#include "daemons/gateway/routing/registry.hpp"

namespace bookrent::gateway {

/// The name under which the gateway itself is asked. No worker may announce it.
inline constexpr std::string_view own_name = "gateway";

/// Since the start of this gateway.
struct Counters {
  std::int64_t requests = 0;
  std::int64_t rate_limited = 0;  // requests turned away for coming too fast
  std::int64_t clients_malformed = 0;
  std::int64_t workers_malformed = 0;
  std::int64_t links_refused = 0;  // links over TCP that may not, or not do what they tried
};

std::vector<message::Operation> own_operations();

/// The body of the answer to `health`.
std::string health(const std::string& instance, const Counters& counters, const Registry& registry);

}  // namespace bookrent::gateway
