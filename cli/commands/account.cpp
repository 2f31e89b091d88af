// Accounts of programs, users of other issuers, and the keys that tokens are signed with.
#include <fcntl.h>

#include <cerrno>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/render/local_time.hpp"
#include "cli/render/suggest.hpp"
#include "cli/render/table.hpp"
#include "cli/render/text.hpp"
#include "common/suite/file_descriptor.hpp"
#include "common/suite/private_file.hpp"

namespace bookrent::cli {
namespace {

std::string table_of(const std::vector<contract::Account>& accounts,
                     const TerminalTraits& terminal) {
  Table table({{"ACCOUNT"}, {"ADDED"}, {"SCOPES"}});
  for (const contract::Account& account : accounts)
    table.add({account.account, local_time(clock::rfc3339(account.added_at)),
               fmt::format("{}", fmt::join(account.scopes, " "))});
  return table.render(terminal);
}

std::string table_of(const std::vector<contract::SigningKey>& keys,
                     const TerminalTraits& terminal) {
  Table table({{"KEY"}, {"ADDED"}, {"RETIRED"}});
  for (const contract::SigningKey& key : keys)
    table.add({key.kid, local_time(clock::rfc3339(key.added_at)),
               key.retired_at ? local_time(clock::rfc3339(*key.retired_at)) : std::string{}});
  return table.render(terminal);
}

/// The secret is shown this once.
int print_secret(const contract::Account& account, const Session& session) {
  if (session.options().json)
    session.print(contract::encode(account));
  else if (session.options().quiet)
    session.print(*account.secret);
  else
    session.print(fmt::format("Added account {}. Its secret is shown this once:\n{}",
                              account.account, *account.secret));
  return done;
}

/// Before the account is there, so that its secret is not lost for want of a place. Status 0: the
/// file is there and empty.
int take_place(const std::string& file, const Session& session) {
  const suite::FileDescriptor made(
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (made) return done;
  if (errno == EEXIST)
    return session.fail(refused, fmt::format("{} is there already; name another file", file));
  return session.fail(storage, fmt::format("{} cannot be written: {}", file,
                                           std::generic_category().message(errno)));
}

int write_secret(contract::Account account, const std::string& file, const Session& session) {
  try {
    suite::write_private_file(file, *account.secret + '\n');
  } catch (const std::system_error& failure) {
    return session.fail(storage, fmt::format("the account was added, and its secret is lost: {}; "
                                             "remove it and add it again",
                                             failure.what()));
  }
  account.secret.reset();
  if (session.options().json)
    session.print(contract::encode(account));
  else if (!session.options().quiet)
    session.print(fmt::format("Added account {}; its secret is in {}.", account.account, file));
  return done;
}

template <class Message>
std::expected<message::Reply, ExitStatus> ask(const Message& message, Session& session) {
  return session.ask(contract::user_context, Message::operation, contract::encode(message));
}

int print_keys(const message::Reply& reply, const Session& session) {
  const auto list = read<contract::KeyList>(reply, session);
  if (!list) return list.error();
  return print_all(session, list->keys,
                   [&](const auto& keys) { return table_of(keys, session.out()); });
}

/// A scope that no operation takes is a slip of the pen. Status 0: all of them are taken.
int refuse_unknown_scopes(const std::vector<std::string>& scopes, Session& session) {
  const auto reply = session.ask("gateway", "rules", "{}");
  if (!reply) return reply.error();
  const auto json = nlohmann::json::parse(reply->body, nullptr, false);
  if (!json.contains("rules")) return session.fail(internal, "the rules cannot be read");
  std::set<std::string> known{std::string{message::every_scope}};
  for (const auto& rule : json["rules"]) known.insert(rule.value("scope", ""));
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  for (const std::string& scope : scopes) {
    if (!scope.empty() && known.contains(scope)) continue;
    const auto near = suggest(scope, candidates);
    return session.fail(
        usage,
        fmt::format("no operation takes the scope '{}'; {}", printable(scope),
                    near.empty() ? "`bookrent admin rules` lists them"
                                 : fmt::format("did you mean {}?", fmt::join(near, " or "))));
  }
  return done;
}

}  // namespace

int run(const AddAccount& command, Session& session) {
  if (const int status = refuse_unknown_scopes(command.account.scopes, session)) return status;
  if (command.secret_file)
    if (const int status = take_place(*command.secret_file, session)) return status;
  const auto reply = ask(command.account, session);
  if (!reply) {
    if (command.secret_file) std::filesystem::remove(*command.secret_file);
    return reply.error();
  }
  auto account = read<contract::Account>(*reply, session);
  if (!account) return account.error();
  return command.secret_file ? write_secret(*std::move(account), *command.secret_file, session)
                             : print_secret(*account, session);
}

int run(const contract::RemoveAccount& command, Session& session) {
  const auto reply = ask(command, session);
  if (!reply) return reply.error();
  if (!session.options().quiet && !session.options().json)
    session.print(
        fmt::format("Removed account {}; what it was given last is good for some minutes "
                    "still.",
                    command.account));
  return done;
}

int run(const contract::ListAccounts& command, Session& session) {
  const auto reply = ask(command, session);
  if (!reply) return reply.error();
  const auto list = read<contract::AccountList>(*reply, session);
  if (!list) return list.error();
  return print_all(session, list->accounts,
                   [&](const auto& accounts) { return table_of(accounts, session.out()); });
}

int run(const contract::LinkUser& command, Session& session) {
  const auto reply = ask(command, session);
  if (!reply) return reply.error();
  if (session.options().json)
    session.print_json(*reply);
  else if (!session.options().quiet)
    session.print(printable(fmt::format(
        "{} {} of {} {} user {}.", command.remove ? "Removed" : "Linked", command.subject,
        command.issuer, command.remove ? "from" : "to", command.user_id)));
  return done;
}

int run(const contract::RotateKey& command, Session& session) {
  const auto reply = ask(command, session);
  return reply ? print_keys(*reply, session) : int{reply.error()};
}

int run(const contract::ListKeys& command, Session& session) {
  const auto reply = ask(command, session);
  return reply ? print_keys(*reply, session) : int{reply.error()};
}

}  // namespace bookrent::cli
