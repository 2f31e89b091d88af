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
