#pragma once
// Change: name, e-mail address, role, or whether the user may rent.
#include <expected>

#include "common/contract/user.hpp"
#include "daemons/user/application/ports.hpp"
#include "daemons/user/application/refused.hpp"

namespace bookrent::user {

struct ChangedUser {
  User user;
  bool changed = false;  // false: it was all so already
};

class ChangeUser {
 public:
  ChangeUser(Users& users, Journal& journal) : users_(users), journal_(journal) {}

  std::expected<ChangedUser, UserRefused> operator()(const contract::ChangeUser& command);

 private:
  Users& users_;
  Journal& journal_;
};

}  // namespace bookrent::user
