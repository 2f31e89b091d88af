#include "daemons/payment/adapters/providers.hpp"

#include "daemons/payment/adapters/sandbox/sandbox.hpp"

namespace bookrent::payment {

std::unique_ptr<PaymentProvider> make_provider(const settings::Settings& settings,
                                               const clock::Clock& clock, random::Random& random) {
  const std::string& name = settings.text("payment", "provider");
  if (name == "sandbox")
    return std::make_unique<Sandbox>(sandbox_settings(settings), clock, random);
  throw settings.bad("payment", "provider", "cannot be '" + name + "': there is no such provider");
}

void adopt_settings(PaymentProvider& provider, const settings::Settings& settings) {
  if (auto* sandbox = dynamic_cast<Sandbox*>(&provider)) sandbox->adopt(sandbox_settings(settings));
}

}  // namespace bookrent::payment
