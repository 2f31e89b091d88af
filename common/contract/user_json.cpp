#include "common/contract/fields.hpp"
#include "common/contract/user.hpp"
#include "common/contract/words.hpp"

namespace bookrent::contract {
namespace {

constexpr Words<Role, 2> roles{{{Role::customer, "customer"}, {Role::manager, "manager"}}};
constexpr Words<UserStatus, 2> statuses{
    {{UserStatus::active, "active"}, {UserStatus::suspended, "suspended"}}};

}  // namespace

std::string_view word(Role role) { return word_of(roles, role); }
bool from_word(std::string_view text, Role& role) { return assign_from(roles, text, role); }
std::string_view word(UserStatus status) { return word_of(statuses, status); }
bool from_word(std::string_view text, UserStatus& status) {
  return assign_from(statuses, text, status);
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
BOOKRENT_CONTRACT_EVENT(UserRegistered, "bookrent.user.registered.v1")
BOOKRENT_CONTRACT_EVENT(UserChanged, "bookrent.user.changed.v1")

std::vector<message::Operation> user_operations() {
  using enum message::OperationKind;
  return {{AddUser::operation, command, {"manager"}},
          {ChangeUser::operation, command, {"manager"}},
          {ShowUser::operation, query, {"manager"}},
          {ListUsers::operation, query, {"manager"}}};
}

}  // namespace bookrent::contract
