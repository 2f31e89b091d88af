#include "common/contract/settings.hpp"
#include "common/daemon/context.hpp"
#include "daemons/payment/adapters/payment_service.hpp"
#include "daemons/payment/adapters/providers.hpp"
#include "daemons/payment/adapters/schema.hpp"

using namespace bookrent;

int main(int argc, char** argv) {
  return daemon::run_context(
      argc, argv,
      {"payment", payment::schema(), contract::all_settings(), payment::payment_settings,
       [](const daemon::Ports& ports) {
         return std::make_unique<payment::PaymentService>(
             ports.store, payment::make_provider(ports.settings, ports.clock, ports.random),
             payment::payment_settings(ports.settings));
       }});
}
