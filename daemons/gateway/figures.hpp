#pragma once
// What the gateway itself has counted, for `/metrics`.
#include <cstdint>
#include <map>

#include "common/message/error.hpp"
#include "common/metrics/families.hpp"
#include "daemons/gateway/health.hpp"
#include "daemons/gateway/routing/registry.hpp"

namespace bookrent::gateway {

/// `refused` counts answers of the gateway's own; `pending` requests are not yet answered.
metrics::Families gateway_figures(const Counters& counters,
                                  const std::map<message::ErrorCode, std::int64_t>& refused,
                                  const Registry& registry, std::size_t pending);

}  // namespace bookrent::gateway
