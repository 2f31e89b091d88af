#include "common/contract/settings.hpp"
#include "common/daemon/context.hpp"
#include "daemons/view/adapters/schema.hpp"
#include "daemons/view/adapters/view_service.hpp"

using namespace bookrent;

int main(int argc, char** argv) {
  return daemon::run_context(
      argc, argv,
      {"view", view::schema(), contract::all_settings(), [](const settings::Settings&) {},
       [](const daemon::Ports& ports) {
         return std::make_unique<view::ViewService>(ports.store);
       }});
}
