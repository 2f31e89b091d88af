#include "daemons/user/application/change_user.hpp"

namespace bookrent::user {

std::expected<ChangedUser, UserRefused> ChangeUser::operator()(
    const contract::ChangeUser& command) {
  auto user = users_.find(command.user_id);
  if (!user) return std::unexpected(UserRefused{UserRefusal::unknown_user, command.user_id});
  const bool was_manager = role_in_force(*user) == Role::manager;
  const auto event = change(*user, command);
  if (!event) return std::unexpected(UserRefused{event.error(), command.user_id});
  if (!*event) return ChangedUser{*user, false};
  if (const auto holder = users_.with_email(user->email); holder && *holder != user->id)
    return std::unexpected(UserRefused{UserRefusal::email_taken, *holder});
  if (was_manager && role_in_force(*user) != Role::manager && users_.is_only_manager(user->id))
    return std::unexpected(UserRefused{UserRefusal::last_manager, user->id});
  users_.save(*user);
  journal_.publish(**event);
  return ChangedUser{*user, true};
}

}  // namespace bookrent::user
