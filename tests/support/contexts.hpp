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

namespace bookrent::support {

inline constexpr std::array context_names{"user", "book", "rental", "payment", "view"};

store::Schema schema_of(const std::string& context);

/// `provider` is payment's alone. No first manager is let in: tests make tokens by themselves (see
/// tokens.hpp).
std::unique_ptr<turn::Service> make_service(const std::string& context, store::Store& store,
                                            const settings::Settings& settings,
                                            random::Random& random,
                                            std::unique_ptr<payment::PaymentProvider> provider);

}  // namespace bookrent::support
