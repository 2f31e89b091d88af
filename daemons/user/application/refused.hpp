#pragma once
#include <cstdint>

#include "daemons/user/domain/user.hpp"

namespace bookrent::user {

struct UserRefused {
  UserRefusal why;
  std::int64_t user_id = 0;  // who was asked for; behind email_taken: who has the address
};

}  // namespace bookrent::user
