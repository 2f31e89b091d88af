#pragma once
// The five contexts by name, as their daemons compose them, for tests that run many in one process.
#include <array>
#include <memory>
#include <string>

#include "common/random/random.hpp"
#include "common/settings/settings.hpp"
#include "common/store/store.hpp"
#include "common/turn/service.hpp"
#include "daemons/payment/application/ports.hpp"
#include "daemons/rental/adapters/breaker.hpp"

namespace bookrent::support {

inline constexpr std::array context_names{"user", "book", "rental", "payment", "view"};

store::Schema schema_of(const std::string& context);

struct ContextPorts {
  random::Random& random;                              // borrowed
  std::unique_ptr<payment::PaymentProvider> provider;  // of payment alone
  rental::BreakerLimits breaker = {};                  // of rental alone
};
/// No first manager is let in: tests make tokens by themselves (see tokens.hpp).
std::unique_ptr<turn::Service> make_service(const std::string& context, store::Store& store,
                                            const settings::Settings& settings, ContextPorts ports);

}  // namespace bookrent::support
