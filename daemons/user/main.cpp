#include "common/contract/settings.hpp"
#include "common/daemon/context.hpp"
#include "daemons/user/adapters/files.hpp"
#include "daemons/user/adapters/schema.hpp"
#include "daemons/user/adapters/sodium_hasher.hpp"
#include "daemons/user/adapters/user_service.hpp"

using namespace bookrent;

int main(int argc, char** argv) {
  user::SodiumHasher hasher;
  std::unique_ptr<user::KeyFile> keys;
  std::unique_ptr<user::FirstPasswordFile> first_password;
  std::unique_ptr<user::IssuerDirectory> issuers;
  return daemon::run_context(
      argc, argv,
      {"user", user::schema(), contract::all_settings(), user::login_lifetimes,
       [&](const daemon::Ports& ports) {
         keys = std::make_unique<user::KeyFile>(ports.suite.public_keys());
         first_password = std::make_unique<user::FirstPasswordFile>(ports.suite.first_password());
         issuers = std::make_unique<user::IssuerDirectory>(ports.suite.issuers());
         return std::make_unique<user::UserService>(
             ports.store,
             user::LoginOutside{ports.random, hasher, *keys, *issuers, first_password.get(),
                                user::login_lifetimes(ports.settings)});
       }});
}
