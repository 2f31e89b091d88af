#include "daemons/user/adapters/user_service.hpp"

#include "common/contract/actor.hpp"
#include "common/contract/codec.hpp"
#include "common/turn/answers.hpp"
#include "daemons/user/adapters/audit.hpp"
#include "daemons/user/adapters/event_journal.hpp"
#include "daemons/user/adapters/login_refusals.hpp"
#include "daemons/user/adapters/page.hpp"
#include "daemons/user/adapters/refusals.hpp"
#include "daemons/user/application/add_user.hpp"
#include "daemons/user/application/change_user.hpp"

namespace bookrent::user {
namespace {

/// The list as a body. Rows too many for one message are left to the next page.
std::string fitting(contract::UserList list) {
  std::string body = contract::encode(list);
  while (body.size() > message::body_bytes_max && list.users.size() > 1) {
    list.users.resize(list.users.size() / 2);
    list.next = list.users.back().user_id;
    body = contract::encode(list);
  }
  return body;
}

}  // namespace

UserService::UserService(store::Store& store, const LoginOutside& outside)
    : store_(store), users_(store), rentals_(store), login_(store, users_, outside) {}

std::vector<message::Operation> UserService::operations() const {
  return contract::user_operations();
}

std::vector<std::string> UserService::sources() const {
  return {std::string{contract::rental_context}};
}

turn::Answer UserService::handle(const message::Request& request, turn::Effects& effects) {
  if (request.principal && !login_.is_in_force(*request.principal))
    return turn::refused(superseded());
  if (request.op == contract::AddUser::operation) return take<contract::AddUser>(request, effects);
  if (request.op == contract::ChangeUser::operation)
    return take<contract::ChangeUser>(request, effects);
  if (request.op == contract::ShowUser::operation)
    return take<contract::ShowUser>(request, effects);
  if (request.op == contract::ListUsers::operation)
    return take<contract::ListUsers>(request, effects);
  if (auto answer = login_.handle(request, effects)) return *std::move(answer);
  return turn::unhandled(request);
}

template <class Message>
turn::Answer UserService::take(const message::Request& request, turn::Effects& effects) {
  const auto message = contract::decode<Message>(request.body);
  if (!message) return turn::refused(turn::invalid(message.error()));
  const contract::Actor actor = contract::actor_of(request);
  EventJournal journal(effects, actor.id, request.traceparent);
  return answer(*message, actor, journal);
}

turn::Answer UserService::answer(const contract::AddUser& command, const contract::Actor&,
                                 Journal& journal) {
  const auto user = AddUser(users_, journal)(command);
  if (!user) return turn::refused(error_of(user.error()));
  return turn::applied(contract::encode(shown(*user)));
}

turn::Answer UserService::answer(const contract::ChangeUser& command, const contract::Actor&,
                                 Journal& journal) {
  const auto result = ChangeUser(users_, journal)(command);
  if (!result) return turn::refused(error_of(result.error()));
  std::string body = contract::encode(shown(result->user));
  return result->changed ? turn::applied(std::move(body)) : turn::answered(std::move(body));
}

turn::Answer UserService::answer(const contract::ShowUser& query, const contract::Actor& actor,
                                 Journal&) {
  const auto user = users_.find(query.user_id);
  if (!user || !actor.may_act_for(user->id))
    return turn::refused(error_of({UserRefusal::unknown_user, query.user_id}));
  return turn::answered(contract::encode(shown(*user)));
}

turn::Answer UserService::answer(const contract::ListUsers& query, const contract::Actor&,
                                 Journal&) {
  const auto limit = page_limit(query.limit);
  if (!limit) return turn::refused(limit.error());
  std::vector<User> users = users_.following(query.after.value_or(0), *limit + 1);
  contract::UserList list;
  if (std::ssize(users) > *limit) {
    users.pop_back();
    list.next = users.back().id;
  }
  for (const User& user : users) list.users.push_back(shown(user));
  return turn::answered(fitting(std::move(list)));
}

contract::User UserService::shown(const User& user) {
  return {user.id, user.name, user.email, user.role, user.status, rentals_.of(user.id)};
}

std::expected<void, std::string> UserService::apply(const eventlog::Event& event, turn::Effects&) {
  const auto put = [this](const auto& known) { rentals_.apply(known); };
  return contract::read_event<contract::Rented, contract::Returned, contract::Cancelled>(
      event.type, event.data, put);
}

std::unique_ptr<audit::Auditor> UserService::auditor() {
  return std::make_unique<UserAudit>(store_);
}

}  // namespace bookrent::user
