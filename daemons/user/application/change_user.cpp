#include "daemons/user/application/change_user.hpp"

namespace bookrent::user {

std::expected<ChangedUser, UserRefused> ChangeUser::operator()(
    const contract::ChangeUser& command) {
  auto user = users_.find(command.user_id);
  if (!user) return std::unexpected(UserRefused{UserRefusal::unknown_user, command.user_id});
  const auto event = change(*user, command);
  if (!event) return std::unexpected(UserRefused{event.error(), command.user_id});
  if (!*event) return ChangedUser{*user, false};
  if (const auto holder = users_.with_email(user->email); holder && *holder != user->id)
    return std::unexpected(UserRefused{UserRefusal::email_taken, *holder});
  users_.save(*user);
  journal_.publish(**event);
  return ChangedUser{*user, true};
}

}  // namespace bookrent::user
