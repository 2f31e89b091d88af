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

}  // namespace bookrent::payment
