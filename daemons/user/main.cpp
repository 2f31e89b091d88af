#include "common/contract/settings.hpp"
#include "common/daemon/context.hpp"
#include "daemons/user/adapters/schema.hpp"
#include "daemons/user/adapters/user_service.hpp"

using namespace bookrent;

int main(int argc, char** argv) {
  return daemon::run_context(
      argc, argv,
      {"user", user::schema(), contract::all_settings(), [](const daemon::Ports& ports) {
         return std::make_unique<user::UserService>(ports.store);
       }});
}
