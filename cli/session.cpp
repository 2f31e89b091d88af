#include "cli/session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/error_line.hpp"
#include "cli/render/text.hpp"
#include "common/contract/codec.hpp"
#include "common/link/address.hpp"

namespace bookrent::cli {
namespace {

/// How long before it expires an access token is refreshed.
constexpr std::chrono::seconds refresh_ahead{30};
/// How long that may take while the token that is there is still good.
constexpr std::chrono::seconds refresh_patience{1};

message::Error error(message::ErrorCode code, std::string text) {
  message::Error made;
  made.code = code;
  made.message = std::move(text);
  made.retryable = true;
  return made;
}

/// Whether a new token of the same login may be taken where this one was not.
bool is_stale(const message::Error& refusal) {
  return refusal.reason == "expired" || refusal.reason == "unknown_key" ||
         refusal.reason == "superseded";
}

/// Anybody may ask how the suite is. It must not take the user context, for that one may be what is
/// not well.
bool is_for_everybody(std::string_view operation) { return operation == "health"; }

/// As a person can type it again.
std::string shell_word(const std::string& text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:/=@,+";
  if (!text.empty() && text.find_first_not_of(plain) == text.npos) return text;
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  return quoted + "'";
}

std::optional<bus::LinkKeys> keys_of(const GatewayPlace& place) {
  if (!place.link) return std::nullopt;
  const link::LinkFile& link = *place.link;
  return bus::LinkKeys{link.server_key, link.keys.public_key, link.keys.secret_key};
}

const std::vector<message::Operation>* operations_of(std::string_view context) {
  static const std::map<std::string_view, std::vector<message::Operation>> operations{
      {contract::user_context, contract::user_operations()},
      {contract::book_context, contract::book_operations()},
      {contract::rental_context, contract::rental_operations()},
      {contract::payment_context, contract::payment_operations()},
      {contract::view_context, contract::view_operations()}};
  const auto found = operations.find(context);
  return found == operations.end() ? nullptr : &found->second;
}

}  // namespace

message::OperationKind kind_of(std::string_view context, std::string_view operation) {
  const auto* operations = operations_of(context);
  if (operations == nullptr) return message::OperationKind::query;
  const auto found = std::ranges::find(*operations, operation, &message::Operation::name);
  return found == operations->end() ? message::OperationKind::query : found->kind;
}

Session::Session(GlobalOptions options)
    : options_(std::move(options)),
      key_(options_.idempotency_key.value_or(random::uuid(random_))),
      out_(terminal_traits(STDOUT_FILENO)),
      err_(terminal_traits(STDERR_FILENO)) {}

void Session::look_at_out_again() { out_ = terminal_traits(STDOUT_FILENO); }

std::expected<client::Client*, ExitStatus> Session::gateway() {
  if (client_) return client_.get();
  auto place = find_gateway(options_);
  if (!place) return std::unexpected(fail(bad_configuration, place.error()));
  place_ = *std::move(place);
  if (const auto why = place_->not_permitted()) return std::unexpected(fail(not_allowed, *why));
  if (!place_->may_be_running())
    return std::unexpected(tell(error(message::ErrorCode::unavailable, place_->how_to_start())));
  login_file_.emplace(place_->endpoint);
  auto login = login_file_->load();
  if (!login) return std::unexpected(fail(bad_configuration, login.error()));
  login_ = *std::move(login);
  position_file_.emplace(place_->endpoint);
  seen_ = position_file_->load();
  try {
    client_ = std::make_unique<client::Client>(place_->endpoint, keys_of(*place_), clock_, random_);
  } catch (const zmq::error_t& bad) {
    return std::unexpected(fail(
        usage, fmt::format("the endpoint '{}' cannot be used: {}", place_->endpoint, bad.what())));
  }
  return client_.get();
}

message::Request Session::request(std::string_view context, std::string_view operation,
                                  std::string body) {
  message::Request request;
  request.to = context;
  request.op = operation;
  request.key = key_;
  request.token = is_for_everybody(operation) ? token_that_is_good() : token();
  request.after = seen_;
  request.body = std::move(body);
  return request;
}

std::expected<message::Reply, ExitStatus> Session::ask(std::string_view context,
                                                       std::string_view operation,
                                                       std::string body) {
  if (body.size() > message::body_bytes_max)
    return std::unexpected(
        fail(usage, fmt::format("the request is too large: {} bytes, and {} are allowed",
                                body.size(), message::body_bytes_max)));
  const auto client = gateway();
  if (!client) return std::unexpected(client.error());
  message::Reply reply =
      answer(request(context, operation, std::move(body)), kind_of(context, operation));
  seen(reply.position);
  if (reply.error) return std::unexpected(tell(*reply.error));
  if (reply.stale) tell_stale();
  return reply;
}

/// A token that is not taken as it is, since a clock is ahead, its key was replaced, or its user
/// may do something else by now, is refreshed once.
message::Reply Session::answer(message::Request request, message::OperationKind kind) {
  const auto ask = [&] {
    return reply_of(client_->wait_for(client_->submit(request, deadline())), kind, request.to);
  };
  message::Reply reply = ask();
  if (!reply.error || !is_stale(*reply.error)) return told(reply);
  if (is_for_everybody(request.op)) {
    token_is_good_ = false;
    request.token.clear();
  } else {
    if (!login_.refresh_token) return told(reply);
    refresh(true);
    if (login_.access_token == request.token) return told(reply);
    request.token = login_.access_token;
  }
  return told(ask());
}

message::Error Session::not_logged_in() const {
  if (login_ended_) return *login_ended_;
  auto refusal =
      error(message::ErrorCode::unauthenticated, "you are not logged in; `bookrent login` does it");
  refusal.reason = "not_logged_in";
  refusal.retryable = false;
  return refusal;
}

/// Whether there is still to be a first manager, as far as this user can see.
bool Session::awaits_first_manager() const {
  std::error_code closed;
  return place_->suite && std::filesystem::exists(place_->suite->first_password(), closed);
}

/// Who is not logged in any more learns why not, and who may be the first manager how to become it.
message::Reply Session::told(message::Reply reply) const {
  if (!reply.error || reply.error->code != message::ErrorCode::unauthenticated) return reply;
  if (login_ended_)
    reply.error = login_ended_;
  else if (reply.error->reason == "not_logged_in" && awaits_first_manager())
    reply.error->message =
        "nobody has logged in here yet; `bookrent admin init` makes you the first manager";
  else if (not_renewed_ && is_stale(*reply.error))
    reply.error = not_renewed_;
  return reply;
}

message::Reply Session::ask_as_guest(std::string_view context, std::string_view operation,
                                     std::string body) {
  message::Request request;
  request.to = context;
  request.op = operation;
  request.key = random::uuid(random_);
  request.body = std::move(body);
  return plain_reply_of(client_->wait_for(client_->submit(request, deadline())),
                        message::OperationKind::command);
}

std::string Session::token() {
  if (needs_refresh() && login_.refresh_token) refresh();
  return login_.access_token;
}

std::string Session::token_that_is_good() const {
  return token_is_good_ && !needs_refresh() ? login_.access_token : std::string{};
}

/// One of the future is refused: the clock was set back since.
bool Session::needs_refresh() const {
  return clock_.now() + refresh_ahead >= login_.expires_at || clock_.now() < login_.issued_at;
}

/// Only one command at a time, since a refresh token is good for one use. When it fails, the token
/// that is there is tried all the same: whoever takes it or not, says why.
void Session::refresh(bool was_refused) {
  const auto lock = login_file_->lock();
  const std::string refused_token = was_refused ? login_.access_token : "";
  if (auto newer = login_file_->load()) login_ = *std::move(newer);
  if (!login_.refresh_token) return;
  if (was_refused ? login_.access_token != refused_token : !needs_refresh()) return;
  contract::RefreshLogin refresh{*login_.refresh_token};
  if (!login_.refresh_key) login_.refresh_key = random::uuid(random_);
  if (!login_file_->save(login_)) return;  // a second try could not be known for one
  message::Request request;
  request.to = contract::user_context;
  request.op = refresh.operation;
  request.key = *login_.refresh_key;
  request.body = contract::encode(refresh);
  const bool refused =
      was_refused || clock_.now() >= login_.expires_at || clock_.now() < login_.issued_at;
  const clock::Steady until =
      refused ? deadline() : std::min(deadline(), clock_.steady() + refresh_patience);
  const auto reply = plain_reply_of(client_->wait_for(client_->submit(request, until)),
                                    message::OperationKind::command);
  if (reply.error && reply.error->code == message::ErrorCode::unauthenticated) {
    login_ended_ = reply.error;
    login_ = logged_out(login_);
    (void)login_file_->save(login_);
  }
  not_renewed_ = reply.error;
  if (not_renewed_) not_renewed_->message = "your login cannot be renewed: " + reply.error->message;
  const auto tokens = contract::decode<contract::Tokens>(reply.body);
  if (reply.error || !tokens) return;
  login_ = kept(*tokens, clock_.now());
  (void)login_file_->save(login_);
}

std::expected<void, ExitStatus> Session::keep(const KeptLogin& login) {
  login_ = login;
  const auto saved = login_file_->save(login);
  if (!saved) return std::unexpected(fail(storage, saved.error()));
  return {};
}

message::Error Session::refused_link() const {
  auto refused = error(message::ErrorCode::unauthenticated,
                       fmt::format("the gateway at {} does not take the key of the link {}; "
                                   "`bookrent admin key link list` there tells which it takes",
                                   place_->endpoint, place_->link ? place_->link->name : "(none)"));
  refused.retryable = false;
  return refused;
}

message::Error Session::unreachable() const {
  if (client_ && client_->met_a_stranger() && link::is_tcp(place_->endpoint))
    return error(message::ErrorCode::unavailable,
                 fmt::format("{} answers, and not as the gateway of this link: it has another key, "
                             "or asks for one",
                             place_->endpoint));
  return error(message::ErrorCode::unavailable,
               fmt::format("the gateway at {} did not answer within {} ms; {}", place_->endpoint,
                           options_.timeout.count(), place_->what_to_look_at()));
}

message::Reply Session::reply_of(client::Outcome outcome, message::OperationKind kind,
                                 std::string_view context) const {
  message::Reply reply = plain_reply_of(std::move(outcome), kind, context);
  // A reason is the context's own word: it knows how far the command has come, and says so.
  const bool is_lost = reply.error && reply.outcome == message::Outcome::unknown &&
                       reply.error->reason.empty() && kind == message::OperationKind::command;
  if (is_lost)
    reply.error->message += fmt::format("; repeat it with --idempotency-key {}", shell_word(key_));
  return reply;
}

message::Reply Session::plain_reply_of(client::Outcome outcome, message::OperationKind kind,
                                       std::string_view context) const {
  using enum client::Outcome::Kind;
  switch (outcome.kind) {
    case answered:
      if (auto* reply = std::get_if<message::Reply>(&outcome.answer)) return std::move(*reply);
      break;
    case no_gateway:
      return message::error_reply({}, unreachable());
    case refused:
      return message::error_reply({}, refused_link());
    case no_answer: {
      const std::string none =
          fmt::format("no answer{}{} within {} ms", context.empty() ? "" : " of ", context,
                      options_.timeout.count());
      if (kind == message::OperationKind::query)
        return message::error_reply({},
                                    error(message::ErrorCode::unavailable, none + "; ask again"));
      message::Reply reply = message::error_reply(
          {}, error(message::ErrorCode::pending, none + ", so the outcome is not known"));
      reply.outcome = message::Outcome::unknown;
      return reply;
    }
  }
  return message::error_reply({}, error(message::ErrorCode::internal, "an unexpected answer"));
}

void Session::seen(const message::Positions& position) {
  if (position.empty() || !position_file_) return;
  for (const auto& [source, place] : position) seen_[source] = place;
  position_file_->add(position);
}

ExitStatus Session::tell(const message::Error& error, const std::string& where) const {
  std::fflush(stdout);
  if (options_.json)
    fmt::print(stderr, "{}\n", json_line(error, where));
  else
    fmt::print(stderr, "{}: {}{}{}\n", program_invocation_short_name, where,
               where.empty() ? "" : ": ", printable(error.message));
  return exit_status_of(error.code);
}

ExitStatus Session::fail(ExitStatus status, const std::string& message) const {
  std::fflush(stdout);
  if (options_.json)
    fmt::print(stderr, "{}\n", json_line(status, message));
  else
    fmt::print(stderr, "{}: {}\n", program_invocation_short_name, printable(message));
  return status;
}

void Session::tell_stale() const {
  constexpr const char* what =
      "the view has not read all of your changes yet; ask again in a moment";
  if (options_.json)
    fmt::print(stderr, "{}\n", nlohmann::ordered_json{{"note", what}, {"stale", true}}.dump());
  else
    fmt::print(stderr, "{}: {}\n", program_invocation_short_name, what);
}

void Session::print(const std::string& line) const { fmt::print("{}\n", line); }

void Session::print_json(const message::Reply& reply) const {
  if (!reply.stale) return print(reply.body);
  auto json = nlohmann::ordered_json::parse(reply.body);
  json["stale"] = true;
  print(json.dump());
}

}  // namespace bookrent::cli
