#include "common/contract/settings.hpp"
#include "common/daemon/context.hpp"
#include "daemons/rental/adapters/rental_service.hpp"
#include "daemons/rental/adapters/schema.hpp"

using namespace bookrent;

int main(int argc, char** argv) {
  return daemon::run_context(argc, argv,
                             {"rental", rental::schema(), contract::all_settings(),
                              rental::rental_settings, [](const daemon::Ports& ports) {
                                return std::make_unique<rental::RentalService>(
                                    ports.store, rental::rental_settings(ports.settings),
                                    ports.random);
                              }});
}
