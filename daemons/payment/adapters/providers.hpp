#pragma once
// The providers that there are, by the word of the setting payment.provider.
#include <memory>

#include "common/clock/clock.hpp"
#include "common/random/random.hpp"
#include "common/settings/settings.hpp"
#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

/// Clock and random are borrowed. Throws settings::BadSetting for an unknown provider.
std::unique_ptr<PaymentProvider> make_provider(const settings::Settings& settings,
                                               const clock::Clock& clock, random::Random& random);

/// Tells a provider that was made here what it is set to from now on.
void adopt_settings(PaymentProvider& provider, const settings::Settings& settings);

}  // namespace bookrent::payment
