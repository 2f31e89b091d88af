#include "daemons/user/application/log_in.hpp"

#include <charconv>

#include "daemons/user/domain/email.hpp"

namespace bookrent::user {
namespace {

contract::Tokens tokens_of(const LoginPorts& ports, const User& user, const Login& login,
                           clock::Instant now) {
  contract::Tokens tokens;
  tokens.access_token = ports.tokens.access_token(user, now);
  tokens.expires_in =
      std::chrono::duration_cast<std::chrono::seconds>(ports.lifetimes.access).count();
  tokens.refresh_token = ports.tokens.refresh_token(login);
  tokens.role = role_in_force(user);
  tokens.scope = message::every_scope;
  tokens.user_id = user.id;
  tokens.name = user.name;
  return tokens;
}

/// What strangers' failures are counted under: what was typed, whether it names anybody or not, or
/// the waits would tell who is a user.
std::string counted_name(const std::string& typed) {
  if (typed.size() > email_bytes_max) return "nobody";
  std::string name = typed;
  for (char& character : name)
    if (character >= 'A' && character <= 'Z') character += 'a' - 'A';
  return name;
}

LoginRefusal reason_of(RefreshRefusal refusal) {
  switch (refusal) {
    case RefreshRefusal::ended:
      return LoginRefusal::ended;
    case RefreshRefusal::expired:
      return LoginRefusal::expired;
    case RefreshRefusal::reused:
      return LoginRefusal::reused;
  }
  return LoginRefusal::ended;
}

}  // namespace

std::optional<User> LogIn::find(const std::string& name) {
  std::int64_t id = 0;
  const auto error = std::from_chars(name.data(), name.data() + name.size(), id).ec;
  // 007 is no other name of user 7, or each user had as many names to try passwords under.
  if (error == std::errc{} && std::to_string(id) == name) return ports_.users.find(id);
  const auto holder = ports_.users.with_email(name);
  return holder ? ports_.users.find(*holder) : std::nullopt;
}

/// Takes as long for somebody who is not there, or has no password.
bool LogIn::check(const std::optional<User>& user, const std::string& password,
                  const std::string& key) {
  auto stored = user ? ports_.passwords.find(user->id) : std::nullopt;
  if (!ports_.hasher.matches(stored ? stored->hash : std::string{}, password)) return false;
  if (stored->is_used()) return stored->last_key == key;
  if (!stored->one_time) return true;
  stored->last_key = key;
  ports_.passwords.set(user->id, *stored);
  return true;
}

std::expected<contract::Tokens, LoginRefused> LogIn::operator()(const contract::LogIn& command,
                                                                const std::string& key,
                                                                clock::Instant now) {
  const auto user = find(command.user);
  const auto device = command.device ? ports_.tokens.read(*command.device) : std::nullopt;
  const bool known_device = user && device && device->user_id == user->id;
  const LoginThrottle::Attempt attempt{
      known_device ? std::to_string(user->id) : counted_name(command.user), known_device};
  if (const auto wait = ports_.throttle.wait(attempt, now); wait > wait.zero())
    return std::unexpected(LoginRefused{LoginRefusal::slow_down, wait, user ? user->id : 0});
  if (!check(user, command.password, key)) {
    ports_.throttle.failed(attempt, now);
    return std::unexpected(LoginRefused{LoginRefusal::wrong_password, {}, user ? user->id : 0});
  }
  ports_.throttle.succeeded(attempt);
  return (*this)(*user, now);
}

contract::Tokens LogIn::operator()(const User& user, clock::Instant now) {
  Login login;
  login.id = ports_.secrets.uuid();
  login.user_id = user.id;
  login.expires_at = now + ports_.lifetimes.refresh;
  ports_.logins.add(login);
  return tokens_of(ports_, user, login, now);
}

std::expected<contract::Tokens, LoginRefused> RefreshLogin::operator()(
    const contract::RefreshLogin& command, const std::string& key, clock::Instant now) {
  const auto claim = ports_.tokens.read(command.refresh_token);
  if (!claim) return std::unexpected(LoginRefused{LoginRefusal::bad_token});
  auto login = ports_.logins.find(claim->login_id);
  const auto user = ports_.users.find(claim->user_id);
  if (!login || !user) return std::unexpected(LoginRefused{LoginRefusal::ended});
  const auto refreshed = refresh(*login, claim->generation, key, now, ports_.lifetimes.refresh);
  ports_.logins.save(*login);
  if (!refreshed)
    return std::unexpected(LoginRefused{reason_of(refreshed.error()), {}, claim->user_id});
  return tokens_of(ports_, *user, *login, now);
}

bool LogOut::operator()(const contract::LogOut& command, clock::Instant now) {
  const auto claim = ports_.tokens.read(command.refresh_token);
  auto login = claim ? ports_.logins.find(claim->login_id) : std::nullopt;
  if (!login || login->ended_at) return false;
  login->ended_at = now;
  ports_.logins.save(*login);
  return true;
}

}  // namespace bookrent::user
