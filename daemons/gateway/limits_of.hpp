#pragma once
#include "common/settings/settings.hpp"
#include "daemons/gateway/routing/limits.hpp"

namespace bookrent::gateway {

/// The gateway's limits as they are set.
GatewayLimits limits_of(const settings::Settings& settings);

}  // namespace bookrent::gateway
