#include "daemons/user/application/set_password.hpp"

#include "daemons/user/domain/password.hpp"

namespace bookrent::user {

std::expected<std::int64_t, PasswordRefused> SetPassword::operator()(
    const contract::SetPassword& command, const contract::Actor& actor, const std::string& key,
    clock::Instant now) {
  const std::int64_t user_id = command.user_id.value_or(actor.user_id);
  if (!actor.may_act_for(user_id) || !ports_.users.find(user_id))
    return std::unexpected(PasswordRefused{PasswordRefusal::unknown_user});
  if (!may_be_password(command.password))
    return std::unexpected(PasswordRefused{PasswordRefusal::bad_password});
  const auto old = ports_.passwords.find(user_id);
  if (old && !old->one_time && old->last_key == key) return user_id;
  if (user_id == actor.user_id && old)
    if (const auto refusal = refusal_of_old(command, *old, user_id, now))
      return std::unexpected(*refusal);
  ports_.passwords.set(user_id, {ports_.hasher.hash(command.password), false, key});
  ports_.logins.end_all(user_id, now);
  return user_id;
}

/// Who logged in with a one-time password has none any more. A login that was stolen must not find
/// out the password, so wrong ones are counted as at a login.
std::optional<PasswordRefused> SetPassword::refusal_of_old(const contract::SetPassword& command,
                                                           const Password& old,
                                                           std::int64_t user_id,
                                                           clock::Instant now) {
  if (old.is_used()) return std::nullopt;
  const LoginThrottle::Attempt attempt{std::to_string(user_id), true};
  if (const auto wait = ports_.throttle.wait(attempt, now); wait > wait.zero())
    return PasswordRefused{PasswordRefusal::slow_down, wait};
  if (command.old_password && ports_.hasher.matches(old.hash, *command.old_password)) {
    ports_.throttle.succeeded(attempt);
    return std::nullopt;
  }
  if (command.old_password) ports_.throttle.failed(attempt, now);
  return PasswordRefused{PasswordRefusal::wrong_old_password};
}

}  // namespace bookrent::user
