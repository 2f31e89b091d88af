#include "daemons/user/application/add_user.hpp"

namespace bookrent::user {

std::expected<User, UserRefused> AddUser::operator()(const contract::AddUser& command) {
  const auto fresh = new_user(command);
  if (!fresh) return std::unexpected(UserRefused{fresh.error()});
  if (const auto holder = users_.with_email(fresh->email))
    return std::unexpected(UserRefused{UserRefusal::email_taken, *holder});
  const User user = users_.add(*fresh);
  journal_.publish(registered(user));
  return user;
}

}  // namespace bookrent::user
