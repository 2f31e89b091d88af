#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/secret.hpp"
#include "cli/render/table.hpp"
#include "common/suite/private_file.hpp"

namespace bookrent::cli {
namespace {

std::string logged_in(const contract::Tokens& tokens) {
  if (!tokens.user_id)
    return fmt::format("Logged in as account {} for {}.", tokens.name, tokens.scope);
  return fmt::format("Logged in as {} (user {}, {}).", tokens.name, *tokens.user_id,
                     word(tokens.role));
}

/// Sends a login and keeps what it gives.
template <class Message>
std::expected<contract::Tokens, ExitStatus> log_in(const Message& message, Session& session) {
  const message::Reply reply =
      session.ask_as_guest(contract::user_context, Message::operation, contract::encode(message));
  if (reply.error) return std::unexpected(session.tell(*reply.error));
  auto tokens = read<contract::Tokens>(reply, session);
  if (!tokens) return std::unexpected(tokens.error());
  if (const auto kept_now = session.keep(kept(*tokens, session.clock().now())); !kept_now)
    return std::unexpected(kept_now.error());
  return tokens;
}

/// Without the tokens, which stand in the login file.
int print(const contract::Tokens& tokens, const Session& session) {
  if (session.options().quiet) {
    fmt::print("{}\n", tokens.user_id ? std::to_string(*tokens.user_id) : tokens.name);
  } else if (session.options().json) {
    nlohmann::ordered_json json{{"name", tokens.name}, {"role", word(tokens.role)}};
    if (tokens.user_id) json["user_id"] = *tokens.user_id;
    json["scope"] = tokens.scope;
    json["expires_in"] = tokens.expires_in;
    session.print(json.dump());
  } else {
    session.print(logged_in(tokens));
  }
  return done;
}

std::expected<contract::Tokens, ExitStatus> log_in_account(const LogIn& command, Session& session) {
  const auto secret = read_secret(command.secret_file, "Secret", session);
  if (!secret) return std::unexpected(secret.error());
  return log_in(contract::LogInAccount{*command.account, *secret}, session);
}

std::expected<contract::Tokens, ExitStatus> log_in_external(const LogIn& command,
                                                            Session& session) {
  const auto token = read_secret(command.token_file, "Token", session);
  if (!token) return std::unexpected(token.error());
  return log_in(contract::LogInExternal{*token}, session);
}

std::expected<contract::Tokens, ExitStatus> log_in_user(const LogIn& command, Session& session) {
  std::optional<std::string> user = command.user;
  if (!user) {
    auto typed = read_line("User (id or e-mail address)", session);
    if (!typed) return std::unexpected(typed.error());
    user = *std::move(typed);
  }
  const auto password = read_secret(command.password_file, "Password", session);
  if (!password) return std::unexpected(password.error());
  return log_in(contract::LogIn{*user, *password, session.login().device}, session);
}

struct FirstPassword {
  std::string user;
  std::string password;
};

bool is_missing(const std::filesystem::path& file) {
  std::error_code error;
  return !std::filesystem::exists(file, error) && !error;
}

/// A user context that has answered anything has left the password if it was to leave one; where
/// the suite has just been started the answer is waited for.
std::expected<void, ExitStatus> wait_for_user_context(const std::filesystem::path& password,
                                                      Session& session) {
  const auto gateway = session.ask("gateway", "health", "{}");
  if (!gateway) return std::unexpected(gateway.error());
  const auto health = session.ask_as_guest(contract::user_context, "health", "{}");
  if (!health.error) return {};
  return std::unexpected(session.fail(
      unavailable, "no password lies in " + password.string() +
                       " yet: bookrent-userd, which leaves it there, does not answer"));
}

std::expected<FirstPassword, ExitStatus> first_password(const suite::Suite& suite,
                                                        Session& session) {
  if (is_missing(suite.first_password()))
    if (const auto there = wait_for_user_context(suite.first_password(), session); !there)
      return std::unexpected(there.error());
  if (is_missing(suite.first_password()))
    return std::unexpected(session.fail(
        refused, "no password lies in " + suite.first_password().string() +
                     ": it was used, or a manager has set one; `bookrent login` logs in"));
  const auto content = suite::read_private_file(suite.first_password());
  if (!content) return std::unexpected(session.fail(not_allowed, content.error()));
  const std::size_t line = content->find('\n');
  if (line == content->npos)
    return std::unexpected(session.fail(
        storage, suite.first_password().string() + " is damaged; restart bookrent-userd"));
  return FirstPassword{content->substr(0, line),
                       content->substr(line + 1, content->find('\n', line + 1) - line - 1)};
}

/// Whoever came in with a one-time password has no old one.
std::expected<std::optional<std::string>, ExitStatus> old_password(const SetPassword& command,
                                                                   const Session& session) {
  if (command.old_password_file)
    return read_secret(command.old_password_file, "Old password", session);
  if (command.user_id || command.password_file) return std::nullopt;
  const auto typed = type_secret("Old password (Enter where there is none)", session);
  if (!typed) return std::unexpected(typed.error());
  return typed->empty() ? std::nullopt : std::optional{*typed};
}

/// Who sets their own password has to log in anew, and does so here.
int set_password(const contract::SetPassword& command, Session& session) {
  const auto reply =
      session.ask(contract::user_context, command.operation, contract::encode(command));
  if (!reply) return reply.error();
  const auto set = read<contract::PasswordSet>(*reply, session);
  if (!set) return set.error();
  if (!command.user_id) {
    const contract::LogIn again{std::to_string(set->user_id), command.password,
                                session.login().device};
    if (const auto tokens = log_in(again, session); !tokens) return tokens.error();
  }
  if (session.options().json)
    session.print_json(*reply);
  else if (!session.options().quiet)
    session.print(fmt::format("Set the password of user {}; all other logins of theirs have ended.",
                              set->user_id));
  return done;
}

}  // namespace

int run(const LogIn& command, Session& session) {
  if (const auto gateway = session.gateway(); !gateway) return gateway.error();
  const auto tokens = command.account      ? log_in_account(command, session)
                      : command.token_file ? log_in_external(command, session)
                                           : log_in_user(command, session);
  return tokens ? print(*tokens, session) : int{tokens.error()};
}

/// What is kept here is gone in any case.
int run(const LogOut&, Session& session) {
  if (const auto gateway = session.gateway(); !gateway) return gateway.error();
  const KeptLogin login = session.login();
  if (login.access_token.empty()) return session.fail(not_allowed, "you are not logged in");
  if (const auto kept_now = session.keep(logged_out(login)); !kept_now) return kept_now.error();
  if (login.refresh_token) {
    const message::Reply reply =
        session.ask_as_guest(contract::user_context, contract::LogOut::operation,
                             contract::encode(contract::LogOut{*login.refresh_token}));
    if (reply.error) return session.tell(*reply.error);
  }
  if (!session.options().quiet && !session.options().json) session.print("Logged out.");
  return done;
}

int run(const WhoAmI&, Session& session) {
  const auto reply = session.ask("gateway", "whoami", "{}");
  if (!reply) return reply.error();
  const auto json = nlohmann::json::parse(reply->body, nullptr, false);
  const auto text = [&](const char* name) { return json.value(name, std::string{}); };
  if (text("role") == message::role::guest) return session.tell(session.not_logged_in());
  if (session.options().json)
    session.print_json(*reply);
  else if (session.options().quiet)
    session.print(text("principal"));
  else
    session.print(fmt::format("{}, role {}, scopes {}", text("principal"), text("role"),
                              fmt::join(json.value("scopes", std::vector<std::string>{}), " ")));
  return done;
}

int run(const SetPassword& command, Session& session) {
  if (const auto gateway = session.gateway(); !gateway) return gateway.error();
  contract::SetPassword set;
  set.user_id = command.user_id;
  auto old = old_password(command, session);
  if (!old) return old.error();
  set.old_password = *std::move(old);
  const auto password = read_secret(command.password_file, "New password", session);
  if (!password) return password.error();
  set.password = *password;
  if (!command.password_file) {
    const auto again = read_secret(std::nullopt, "The same again", session);
    if (!again) return again.error();
    if (*again != *password) return session.fail(usage, "these were two different passwords");
  }
  return set_password(set, session);
}

int run(const Init& command, Session& session) {
  const auto place = find_gateway(session.options());
  if (!place) return session.fail(bad_configuration, place.error());
  const auto& suite = place->suite;
  if (!suite)
    return session.fail(usage, "an endpoint does not say where the suite's data is; use --data");
  const auto first = first_password(*suite, session);
  if (!first) return first.error();
  if (const auto gateway = session.gateway(); !gateway) return gateway.error();
  const auto tokens = log_in(contract::LogIn{first->user, first->password, {}}, session);
  if (!tokens) return tokens.error();
  std::error_code error;
  std::filesystem::remove(suite->first_password(), error);
  if (!command.password_file) {
    if (!session.options().quiet) {
      print(*tokens, session);
      if (!session.options().json) session.print("`bookrent user password` sets a password.");
    }
    return done;
  }
  const auto password = read_secret(command.password_file, "New password", session);
  if (!password) return password.error();
  return set_password(contract::SetPassword{{}, *password, {}}, session);
}

int run(const ShowRules&, Session& session) {
  const auto reply = session.ask("gateway", "rules", "{}");
  if (!reply) return reply.error();
  const auto json = nlohmann::ordered_json::parse(reply->body, nullptr, false);
  if (!json.contains("rules")) return session.fail(internal, "the rules cannot be read");
  Table table({{"CONTEXT"}, {"OPERATION"}, {"KIND"}, {"SCOPE"}, {"WHO"}});
  for (const auto& rule : json["rules"]) {
    if (session.options().json) {
      session.print(rule.dump());
      continue;
    }
    std::vector<std::string> who;
    for (const auto& [role, reach] : rule["roles"].items())
      who.push_back(reach == "own" ? role + " (own)" : role);
    table.add({rule.value("context", ""), rule.value("op", ""), rule.value("kind", ""),
               rule.value("scope", ""), fmt::format("{}", fmt::join(who, ", "))});
  }
  if (!session.options().json) fmt::print("{}", table.render(session.out()));
  return done;
}

}  // namespace bookrent::cli
