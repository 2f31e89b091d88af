#include "daemons/user/adapters/login_service.hpp"

#include "common/contract/codec.hpp"
#include "common/log/log.hpp"
#include "common/turn/answers.hpp"
#include "daemons/user/adapters/event_journal.hpp"
#include "daemons/user/adapters/login_refusals.hpp"
#include "daemons/user/adapters/refusals.hpp"
#include "daemons/user/application/accounts.hpp"
#include "daemons/user/application/first_manager.hpp"
#include "daemons/user/application/set_password.hpp"

namespace bookrent::user {
namespace {

constexpr clock::Milliseconds tidy_interval = std::chrono::minutes{1};
constexpr const char* self = "service:user";

template <class Reply>
turn::Answer done(const Reply& reply) {
  return turn::applied(contract::encode(reply));
}

}  // namespace

LoginLifetimes login_lifetimes(const settings::Settings& settings) {
  return {std::chrono::seconds{settings.integer("login", "access_seconds")},
          std::chrono::days{settings.integer("login", "refresh_days")}};
}

LoginService::LoginService(store::Store& store, UserTable& users, const LoginOutside& outside)
    : outside_(outside),
      users_(users),
      passwords_(store),
      logins_(store),
      accounts_(store),
      links_(store),
      tokens_(store, outside.random, outside.published, outside.lifetimes),
      secrets_(outside.random, tokens_.table()) {}

void LoginService::adopt(const LoginLifetimes& lifetimes) {
  outside_.lifetimes = lifetimes;
  tokens_.adopt(lifetimes);
}

LoginPorts LoginService::ports() {
  return {users_,  passwords_, outside_.hasher, logins_,
          tokens_, secrets_,   throttle_,       outside_.lifetimes};
}

bool LoginService::is_in_force(const message::Principal& principal) {
  if (principal.role != message::role::manager) return true;
  if (!principal.name.empty()) return accounts_.find(principal.name).has_value();
  const auto user = users_.find(principal.user_id);
  return !user || role_in_force(*user) == contract::Role::manager;
}

/// Seen in the log, without what was tried: a password may have been typed in the place of a name.
turn::Answer LoginService::refused(message::Error error, std::string_view what,
                                   std::int64_t user_id, const Asked& asked) {
  if (const auto left_out = refusals_.admit(asked.at))
    log::warn("a login was refused", {{"what", what},
                                      {"user", user_id},
                                      {"why", error.reason},
                                      {"trace", log::trace_of(asked.request.traceparent)},
                                      {"left_out", *left_out}});
  return turn::refused(std::move(error));
}

std::optional<turn::Answer> LoginService::handle(const message::Request& request,
                                                 turn::Effects& effects) {
  if (request.op == contract::LogIn::operation) return take<contract::LogIn>(request, effects);
  if (request.op == contract::LogInAccount::operation)
    return take<contract::LogInAccount>(request, effects);
  if (request.op == contract::LogInExternal::operation)
    return take<contract::LogInExternal>(request, effects);
  if (request.op == contract::RefreshLogin::operation)
    return take<contract::RefreshLogin>(request, effects);
  if (request.op == contract::LogOut::operation) return take<contract::LogOut>(request, effects);
  if (request.op == contract::SetPassword::operation)
    return take<contract::SetPassword>(request, effects);
  if (request.op == contract::LinkUser::operation)
    return take<contract::LinkUser>(request, effects);
  if (request.op == contract::AddAccount::operation)
    return take<contract::AddAccount>(request, effects);
  if (request.op == contract::RemoveAccount::operation)
    return take<contract::RemoveAccount>(request, effects);
  if (request.op == contract::ListAccounts::operation)
    return take<contract::ListAccounts>(request, effects);
  if (request.op == contract::RotateKey::operation)
    return take<contract::RotateKey>(request, effects);
  if (request.op == contract::ListKeys::operation)
    return take<contract::ListKeys>(request, effects);
  return std::nullopt;
}

template <class Message>
turn::Answer LoginService::take(const message::Request& request, turn::Effects& effects) {
  const auto message = contract::decode<Message>(request.body);
  if (!message) return turn::refused(turn::invalid(message.error()));
  return answer(*message,
                Asked{request, contract::actor_of(request), effects.now(), effects.steady()});
}

turn::Answer LoginService::answer(const contract::LogIn& command, const Asked& asked) {
  const auto tokens = LogIn(ports())(command, asked.request.key, asked.now);
  return tokens ? done(*tokens)
                : refused(error_of(tokens.error()), "password", tokens.error().user_id, asked);
}

turn::Answer LoginService::answer(const contract::LogInAccount& command, const Asked& asked) {
  const auto tokens = LogInAccount(accounts_, ports())(command, asked.now);
  return tokens ? done(*tokens) : refused(error_of(tokens.error()), "account", 0, asked);
}

turn::Answer LoginService::answer(const contract::LogInExternal& command, const Asked& asked) {
  const auto named = outside_.issuers.verify(command.token, asked.now);
  if (!named) return refused(bad_external_token(named.error()), "external token", 0, asked);
  const auto user_id = links_.find(named->issuer, named->subject);
  const auto user = user_id ? users_.find(*user_id) : std::nullopt;
  if (!user) return refused(not_linked(named->issuer, named->subject), "external token", 0, asked);
  return done(LogIn(ports())(*user, asked.now));
}

turn::Answer LoginService::answer(const contract::RefreshLogin& command, const Asked& asked) {
  const auto tokens = RefreshLogin(ports())(command, asked.request.key, asked.now);
  if (tokens) return done(*tokens);
  turn::Answer answer = refused(error_of(tokens.error()), "refresh", tokens.error().user_id, asked);
  // That the login has ended must last, though what was asked for is refused.
  if (tokens.error().why == LoginRefusal::reused)
    std::get<message::Reply>(answer).outcome = message::Outcome::applied;
  return answer;
}

turn::Answer LoginService::answer(const contract::LogOut& command, const Asked& asked) {
  return LogOut(ports())(command, asked.now) ? turn::applied("{}") : turn::answered("{}");
}

turn::Answer LoginService::answer(const contract::SetPassword& command, const Asked& asked) {
  const auto user_id = SetPassword(ports())(command, asked.actor, asked.request.key, asked.now);
  if (!user_id)
    return refused(error_of(user_id.error(), command.user_id.value_or(asked.actor.user_id)),
                   "new password", asked.actor.user_id, asked);
  log::info("a password was set", {{"user", *user_id}, {"actor", asked.actor.id}});
  return done(contract::PasswordSet{*user_id});
}

turn::Answer LoginService::answer(const contract::LinkUser& command, const Asked& asked) {
  if (!users_.find(command.user_id))
    return turn::refused(error_of({UserRefusal::unknown_user, command.user_id}));
  if (command.issuer.empty() || command.subject.empty())
    return turn::refused(turn::invalid("issuer and subject must not be empty"));
  const bool remove = command.remove.value_or(false);
  if (!remove)
    links_.set(command);
  else if (!links_.remove(command))
    return turn::refused(not_linked_to(command));
  log::info(remove ? "a link of a user was removed" : "a user was linked",
            {{"user", command.user_id}, {"actor", asked.actor.id}});
  return done(contract::UserLinked{command.user_id, command.issuer, command.subject});
}

turn::Answer LoginService::answer(const contract::AddAccount& command, const Asked& asked) {
  const auto account = AddAccount(accounts_, secrets_)(command, asked.request.key, asked.now);
  if (!account) return turn::refused(error_of(account.error(), command));
  log::info("an account was added", {{"account", account->account}, {"actor", asked.actor.id}});
  return done(*account);
}

turn::Answer LoginService::answer(const contract::RemoveAccount& command, const Asked& asked) {
  if (!accounts_.remove(command.account)) return turn::refused(unknown_account(command.account));
  log::info("an account was removed", {{"account", command.account}, {"actor", asked.actor.id}});
  return turn::applied("{}");
}

turn::Answer LoginService::answer(const contract::ListAccounts&, const Asked&) {
  return turn::answered(contract::encode(contract::AccountList{accounts_.all()}));
}

turn::Answer LoginService::answer(const contract::RotateKey& command, const Asked& asked) {
  if (!tokens_.rotate(asked.now, command.at_once.value_or(false)))
    return turn::refused(too_many_keys());
  log::info("the key that signs tokens was replaced", {{"actor", asked.actor.id}});
  return done(contract::KeyList{tokens_.keys()});
}

turn::Answer LoginService::answer(const contract::ListKeys&, const Asked&) {
  return turn::answered(contract::encode(contract::KeyList{tokens_.keys()}));
}

/// What the start makes counts once it is found again: the turn that made it may have been undone.
void LoginService::tick(turn::Effects& effects) {
  if (!prepared_) {
    const bool made = tokens_.prepare(effects.now());
    prepared_ = !let_manager_in(effects) && !made;
  } else if (effects.now() >= tidy_at_) {
    tokens_.prepare(effects.now());
    const bool more = logins_.purge(effects.now()) == logins_purged_max;
    tidy_at_ = more ? effects.now() : effects.now() + tidy_interval;
  }
}

bool LoginService::let_manager_in(turn::Effects& effects) {
  if (outside_.first_password == nullptr) return false;
  EventJournal journal(effects, self, {});
  LetManagerIn let_in(
      {users_, passwords_, outside_.hasher, secrets_, *outside_.first_password, journal});
  return let_in(users_.managers());
}

}  // namespace bookrent::user
