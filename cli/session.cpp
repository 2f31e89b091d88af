#include "cli/session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/error_line.hpp"
#include "cli/render/text.hpp"

namespace bookrent::cli {
namespace {

message::Error error(message::ErrorCode code, std::string text) {
  message::Error made;
  made.code = code;
  made.message = std::move(text);
  made.retryable = true;
  return made;
}

}  // namespace

Session::Session(GlobalOptions options)
    : options_(std::move(options)),
      out_(terminal_traits(STDOUT_FILENO)),
      err_(terminal_traits(STDERR_FILENO)) {}

std::expected<client::Client*, ExitStatus> Session::gateway() {
  if (client_) return client_.get();
  auto place = find_gateway(options_);
  if (!place) return std::unexpected(fail(bad_configuration, place.error()));
  place_ = *std::move(place);
  if (!place_->may_be_running())
    return std::unexpected(tell(error(message::ErrorCode::unavailable, place_->how_to_start())));
  position_file_.emplace(place_->endpoint);
  seen_ = position_file_->load();
  try {
    client_ = std::make_unique<client::Client>(place_->endpoint, clock_, random_);
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
  request.key = options_.idempotency_key.value_or(random::uuid(random_));
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
  const std::size_t ticket =
      (*client)->submit(request(context, operation, std::move(body)), deadline());
  message::Reply reply = reply_of((*client)->wait_for(ticket));
  seen(reply.position);
  if (reply.error) return std::unexpected(tell(*reply.error));
  if (reply.stale) tell_stale();
  return reply;
}

message::Error Session::unreachable() const {
  return error(message::ErrorCode::unavailable,
               fmt::format("the gateway did not answer within {} ms; `bookrent admin health` tells "
                           "what runs",
                           options_.timeout.count()));
}

message::Reply Session::reply_of(client::Outcome outcome) const {
  using enum client::Outcome::Kind;
  switch (outcome.kind) {
    case answered:
      if (auto* reply = std::get_if<message::Reply>(&outcome.answer)) return std::move(*reply);
      break;
    case no_gateway:
      return message::error_reply({}, unreachable());
    case no_answer: {
      message::Reply reply = message::error_reply(
          {}, error(message::ErrorCode::pending,
                    fmt::format("no answer within {} ms, so the outcome is not known; look it up, "
                                "or repeat with the same --idempotency-key",
                                options_.timeout.count())));
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
    fmt::print(stderr, "bookrent: {}{}{}\n", where, where.empty() ? "" : ": ",
               printable(error.message));
  return exit_status_of(error.code);
}

ExitStatus Session::fail(ExitStatus status, const std::string& message) const {
  std::fflush(stdout);
  if (options_.json)
    fmt::print(stderr, "{}\n", json_line(status, message));
  else
    fmt::print(stderr, "bookrent: {}\n", printable(message));
  return status;
}

void Session::tell_stale() const {
  constexpr const char* what =
      "the view has not read all of your changes yet; ask again in a moment";
  if (options_.json)
    fmt::print(stderr, "{}\n", nlohmann::ordered_json{{"note", what}, {"stale", true}}.dump());
  else
    fmt::print(stderr, "bookrent: {}\n", what);
}

void Session::print(const std::string& line) const { fmt::print("{}\n", line); }

void Session::print_json(const message::Reply& reply) const {
  if (!reply.stale) return print(reply.body);
  auto json = nlohmann::ordered_json::parse(reply.body);
  json["stale"] = true;
  print(json.dump());
}

}  // namespace bookrent::cli
