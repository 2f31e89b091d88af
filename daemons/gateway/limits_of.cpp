#include "daemons/gateway/limits_of.hpp"

namespace bookrent::gateway {

GatewayLimits limits_of(const settings::Settings& settings) {
  const auto size = [&](const char* key) {
    return static_cast<std::size_t>(settings.integer("gateway", key));
  };
  const auto rate = [&](const char* key) { return rate_of(settings.integer("gateway", key)); };
  GatewayLimits limits;
  limits.queue_max = size("queue_max");
  limits.pending_max = size("pending_max");
  limits.rates.customer_commands = rate("customer_commands_per_second");
  limits.rates.customer_queries = rate("customer_queries_per_second");
  return limits;
}

}  // namespace bookrent::gateway
