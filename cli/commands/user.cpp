#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/shown/shown.hpp"

namespace bookrent::cli {
namespace {

template <class Message, class People>
int ask_user(const Message& message, Session& session, const People& people) {
  return ask_and_print<contract::User>(session, contract::user_context, message, people);
}

}  // namespace

int run(const contract::AddUser& command, Session& session) {
  return ask_user(command, session,
                  [](const contract::User& user) { return sentence_of(user) + "\n"; });
}

int run(const contract::ShowUser& command, Session& session) {
  return ask_user(command, session,
                  [&](const contract::User& user) { return details_of(user, session.out()); });
}

int run(const contract::ChangeUser& command, Session& session) {
  return ask_user(command, session,
                  [&](const contract::User& user) { return details_of(user, session.out()); });
}

int run(const Users& command, Session& session) {
  contract::ListUsers query;
  const auto ask = [&](std::int64_t limit) -> std::expected<contract::UserList, ExitStatus> {
    query.limit = limit;
    const auto reply =
        session.ask(contract::user_context, query.operation, contract::encode(query));
    if (!reply) return std::unexpected(reply.error());
    return read<contract::UserList>(*reply, session);
  };
  const auto users = all_pages<contract::User>(
      command.limit, ask, [](auto& list) -> auto& { return list.users; },
      [&](const auto& list) { return (query.after = list.next).has_value(); });
  if (!users) return users.error();
  return print_all(session, *users, [&](const auto& all) { return table_of(all, session.out()); });
}

}  // namespace bookrent::cli
