#include "daemons/user/application/set_password.hpp"

#include "daemons/user/domain/password.hpp"

namespace bookrent::user {

std::expected<std::int64_t, PasswordRefusal> SetPassword::operator()(
    const contract::SetPassword& command, const contract::Actor& actor, const std::string& key,
    clock::Instant now) {
  const std::int64_t user_id = command.user_id.value_or(actor.user_id);
  if (!actor.may_act_for(user_id) || !users_.find(user_id))
    return std::unexpected(PasswordRefusal::unknown_user);
  if (!may_be_password(command.password)) return std::unexpected(PasswordRefusal::bad_password);
  const auto old = passwords_.find(user_id);
  if (old && !old->one_time && old->last_key == key) return user_id;
  if (user_id == actor.user_id && !knows_old(command, old))
    return std::unexpected(PasswordRefusal::wrong_old_password);
  passwords_.set(user_id, {hasher_.hash(command.password), false, key});
  logins_.end_all(user_id, now);
  return user_id;
}

/// Who logged in with a one-time password has none any more.
bool SetPassword::knows_old(const contract::SetPassword& command,
                            const std::optional<Password>& old) {
  return !old || old->is_used() ||
         (command.old_password && hasher_.matches(old->hash, *command.old_password));
}

}  // namespace bookrent::user
