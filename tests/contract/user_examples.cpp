#include "common/contract/user.hpp"

#include "tests/contract/examples.hpp"

namespace bookrent::golden {

using namespace contract;

std::vector<Example> user_examples() {
  const User minji{.user_id = 3,
                   .name = "김민지",
                   .email = "minji@example.org",
                   .role = Role::customer,
                   .status = UserStatus::active,
                   .rentals = {12, 15}};
  const Account nightly{.account = "nightly",
                        .scopes = {"rental.read", "user.read"},
                        .added_at = instant("2026-11-22T18:32:28.886Z"),
                        .secret = "c2VjcmV0"};
  const SigningKey key{.kid = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
                       .added_at = instant("2026-11-22T18:32:28.886Z"),
                       .retired_at = instant("2026-11-23T06:00:00.001Z")};
  return {
      message("AddUser",
              AddUser{.name = "김민지", .email = "minji@example.org", .role = Role::manager}),
      message("ChangeUser", ChangeUser{.user_id = 3,
                                       .name = "김민지 \"Minji\"",
                                       .email = "m.kim@example.org",
                                       .role = Role::customer,
                                       .status = UserStatus::suspended}),
      message("ShowUser", ShowUser{.user_id = 3}),
      message("ListUsers", ListUsers{.after = 3, .limit = 100}),
      message("User", minji),
      message("UserList", UserList{.users = {minji}, .next = 3}),
      message("LogIn", LogIn{.user = "minji@example.org",
                             .password = "봄 여름 가을",
                             .device = "login.3.1.seal"}),
      message("LogInAccount", LogInAccount{.account = "nightly", .secret = "c2VjcmV0"}),
      message("LogInExternal", LogInExternal{.token = "a.b.c"}),
      message("RefreshLogin", RefreshLogin{.refresh_token = "login.3.1.seal"}),
      message("LogOut", LogOut{.refresh_token = "login.3.1.seal"}),
      message("SetPassword",
              SetPassword{.user_id = 3, .password = "봄 여름 가을", .old_password = "가을 겨울"}),
      message(
          "LinkUser",
          LinkUser{
              .user_id = 3, .issuer = "https://id.example.org", .subject = "7f3a", .remove = true}),
      message("AddAccount",
              AddAccount{.account = "nightly", .scopes = {"rental.read", "user.read"}}),
      message("RemoveAccount", RemoveAccount{.account = "nightly"}),
      message("ListAccounts", ListAccounts{}),
      message("RotateKey", RotateKey{.at_once = true}),
      message("ListKeys", ListKeys{}),
      message("Tokens", Tokens{.access_token = "a.b.c",
                               .expires_in = 900,
                               .refresh_token = "login.3.1.seal",
                               .role = Role::customer,
                               .scope = "all",
                               .user_id = 3,
                               .name = "김민지"}),
      message("PasswordSet", PasswordSet{.user_id = 3}),
      message("UserLinked",
              UserLinked{.user_id = 3, .issuer = "https://id.example.org", .subject = "7f3a"}),
      message("Account", nightly),
      message("AccountList", AccountList{.accounts = {nightly}}),
      message("SigningKey", key),
      message("KeyList", KeyList{.keys = {key}}),
      event("UserRegistered", UserRegistered{.user_id = 3,
                                             .name = "김민지",
                                             .role = Role::customer,
                                             .status = UserStatus::active}),
      event("UserChanged", UserChanged{.user_id = 3,
                                       .name = "김민지",
                                       .role = Role::manager,
                                       .status = UserStatus::suspended}),
  };
}

}  // namespace bookrent::golden
