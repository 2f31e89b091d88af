#pragma once
// Add: a person becomes a user.
#include <expected>

#include "common/contract/user.hpp"
#include "daemons/user/application/ports.hpp"
#include "daemons/user/application/refused.hpp"

namespace bookrent::user {

class AddUser {
 public:
  AddUser(Users& users, Journal& journal) : users_(users), journal_(journal) {}

  std::expected<User, UserRefused> operator()(const contract::AddUser& command);

 private:
  Users& users_;
  Journal& journal_;
};

}  // namespace bookrent::user
