#include "common/contract/fields.hpp"
#include "common/contract/user.hpp"
#include "common/contract/words.hpp"

namespace bookrent::contract {
namespace {

constexpr Words<Role, 2> roles{{{Role::customer, "customer"}, {Role::manager, "manager"}}};
constexpr Words<UserStatus, 2> user_statuses{
    {{UserStatus::active, "active"}, {UserStatus::suspended, "suspended"}}};

}  // namespace

std::string_view word(Role role) { return word_of(roles, role); }
bool from_word(std::string_view text, Role& role) { return assign_from(roles, text, role); }
std::string_view word(UserStatus status) { return word_of(user_statuses, status); }
bool from_word(std::string_view text, UserStatus& status) {
  return assign_from(user_statuses, text, status);
}

void fields(auto& visit, AddUser& command) {
  visit("name", command.name);
  visit("email", command.email);
  visit("role", command.role);
}
void fields(auto& visit, ChangeUser& command) {
  visit("user_id", command.user_id);
  visit("name", command.name);
  visit("email", command.email);
  visit("role", command.role);
  visit("status", command.status);
}
void fields(auto& visit, ShowUser& query) { visit("user_id", query.user_id); }
void fields(auto& visit, ListUsers& query) {
  visit("after", query.after);
  visit("limit", query.limit);
}
void fields(auto& visit, User& user) {
  visit("user_id", user.user_id);
  visit("name", user.name);
  visit("email", user.email);
  visit("role", user.role);
  visit("status", user.status);
  visit("rentals", user.rentals);
}
void fields(auto& visit, UserList& list) {
  visit("users", list.users);
  visit("next", list.next);
}
void fields(auto& visit, LogIn& command) {
  visit("user", command.user);
  visit("password", command.password);
  visit("device", command.device);
}
void fields(auto& visit, LogInAccount& command) {
  visit("account", command.account);
  visit("secret", command.secret);
}
void fields(auto& visit, LogInExternal& command) { visit("token", command.token); }
void fields(auto& visit, RefreshLogin& command) { visit("refresh_token", command.refresh_token); }
void fields(auto& visit, LogOut& command) { visit("refresh_token", command.refresh_token); }
void fields(auto& visit, SetPassword& command) {
  visit("user_id", command.user_id);
  visit("password", command.password);
  visit("old_password", command.old_password);
}
void fields(auto& visit, LinkUser& command) {
  visit("user_id", command.user_id);
  visit("issuer", command.issuer);
  visit("subject", command.subject);
  visit("remove", command.remove);
}
void fields(auto& visit, AddAccount& command) {
  visit("account", command.account);
  visit("scopes", command.scopes);
}
void fields(auto& visit, RemoveAccount& command) { visit("account", command.account); }
void fields(auto&, ListAccounts&) {}
void fields(auto& visit, RotateKey& command) { visit("at_once", command.at_once); }
void fields(auto&, ListKeys&) {}
void fields(auto& visit, Tokens& tokens) {
  visit("access_token", tokens.access_token);
  visit("expires_in", tokens.expires_in);
  visit("refresh_token", tokens.refresh_token);
  visit("role", tokens.role);
  visit("scope", tokens.scope);
  visit("user_id", tokens.user_id);
  visit("name", tokens.name);
}
void fields(auto& visit, PasswordSet& reply) { visit("user_id", reply.user_id); }
void fields(auto& visit, UserLinked& reply) {
  visit("user_id", reply.user_id);
  visit("issuer", reply.issuer);
  visit("subject", reply.subject);
}
void fields(auto& visit, Account& account) {
  visit("account", account.account);
  visit("scopes", account.scopes);
  visit("added_at", account.added_at);
  visit("secret", account.secret);
}
void fields(auto& visit, AccountList& list) { visit("accounts", list.accounts); }
void fields(auto& visit, SigningKey& key) {
  visit("kid", key.kid);
  visit("added_at", key.added_at);
  visit("retired_at", key.retired_at);
}
void fields(auto& visit, KeyList& list) { visit("keys", list.keys); }
void fields(auto& visit, UserRegistered& event) {
  visit("user_id", event.user_id);
  visit("name", event.name);
  visit("role", event.role);
  visit("status", event.status);
}
void fields(auto& visit, UserChanged& event) {
  visit("user_id", event.user_id);
  visit("name", event.name);
  visit("role", event.role);
  visit("status", event.status);
}

BOOKRENT_CONTRACT_CODEC(AddUser)
BOOKRENT_CONTRACT_CODEC(ChangeUser)
BOOKRENT_CONTRACT_CODEC(ShowUser)
BOOKRENT_CONTRACT_CODEC(ListUsers)
BOOKRENT_CONTRACT_CODEC(User)
BOOKRENT_CONTRACT_CODEC(UserList)
BOOKRENT_CONTRACT_CODEC(LogIn)
BOOKRENT_CONTRACT_CODEC(LogInAccount)
BOOKRENT_CONTRACT_CODEC(LogInExternal)
BOOKRENT_CONTRACT_CODEC(RefreshLogin)
BOOKRENT_CONTRACT_CODEC(LogOut)
BOOKRENT_CONTRACT_CODEC(SetPassword)
BOOKRENT_CONTRACT_CODEC(LinkUser)
BOOKRENT_CONTRACT_CODEC(AddAccount)
BOOKRENT_CONTRACT_CODEC(RemoveAccount)
BOOKRENT_CONTRACT_CODEC(ListAccounts)
BOOKRENT_CONTRACT_CODEC(RotateKey)
BOOKRENT_CONTRACT_CODEC(ListKeys)
BOOKRENT_CONTRACT_CODEC(Tokens)
BOOKRENT_CONTRACT_CODEC(PasswordSet)
BOOKRENT_CONTRACT_CODEC(UserLinked)
BOOKRENT_CONTRACT_CODEC(Account)
BOOKRENT_CONTRACT_CODEC(AccountList)
BOOKRENT_CONTRACT_CODEC(SigningKey)
BOOKRENT_CONTRACT_CODEC(KeyList)
BOOKRENT_CONTRACT_EVENT(UserRegistered, "bookrent.user.registered.v1")
BOOKRENT_CONTRACT_EVENT(UserChanged, "bookrent.user.changed.v1")

std::vector<message::Operation> user_operations() {
  using enum message::OperationKind;
  using namespace message;
  return {{AddUser::operation, command, for_managers("user.write")},
          {ChangeUser::operation, command, for_managers("user.write")},
          {ShowUser::operation, query, for_owners("user.read")},
          {ListUsers::operation, query, for_managers("user.read")},
          {LogIn::operation, command, for_everybody(), true},
          {LogInAccount::operation, command, for_everybody(), true},
          {LogInExternal::operation, command, for_everybody(), true},
          {RefreshLogin::operation, command, for_everybody(), true},
          {LogOut::operation, command, for_everybody(), true},
          {SetPassword::operation, command, for_owners("user.write"), true},
          {LinkUser::operation, command, for_managers("admin")},
          {AddAccount::operation, command, for_managers("admin"), true},
          {RemoveAccount::operation, command, for_managers("admin")},
          {ListAccounts::operation, query, for_managers("admin")},
          {RotateKey::operation, command, for_managers("admin")},
          {ListKeys::operation, query, for_managers("admin")}};
}

}  // namespace bookrent::contract
