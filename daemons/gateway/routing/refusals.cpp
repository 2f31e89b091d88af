#include "daemons/gateway/routing/refusals.hpp"

#include <fmt/format.h>

#include "daemons/gateway/routing/limits.hpp"

// Names that a sender chose are cut at 64 characters, so that no reply outgrows its header.
namespace bookrent::gateway {
namespace {

message::Error error(message::ErrorCode code, std::string text, bool retryable = false) {
  message::Error error;
  error.code = code;
  error.message = std::move(text);
  error.retryable = retryable;
  return error;
}

}  // namespace

message::Error invalid(std::string what) {
  return error(message::ErrorCode::invalid, std::move(what));
}

message::Error no_such_operation(std::string_view op, std::string_view context) {
  return invalid(fmt::format("no operation '{:.64}' in context '{:.64}'", op, context));
}

message::Error too_fast(clock::Milliseconds wait) {
  auto made = error(message::ErrorCode::rate_limited,
                    fmt::format("you ask too fast; try again in {} ms", wait.count()), true);
  made.retry_after_ms = wait.count();
  return made;
}

message::Error link_removed() {
  return error(message::ErrorCode::unauthenticated,
               "the gateway does not take the key of this link any more");
}

message::Error overloaded(std::string_view context) {
  auto overloaded = error(
      message::ErrorCode::overloaded,
      fmt::format("too much waits already for context '{:.64}'; try again in a moment", context),
      true);
  overloaded.retry_after_ms = retry_after.count();
  return overloaded;
}

message::Reply not_reachable(std::string id, std::string_view context) {
  return message::error_reply(
      std::move(id),
      error(message::ErrorCode::unavailable,
            fmt::format("context '{:.64}' is not reachable; is its daemon running?", context),
            true));
}

message::Reply no_answer(std::string id, std::string_view context) {
  return message::error_reply(
      std::move(id),
      error(message::ErrorCode::unavailable,
            fmt::format("no answer from context '{:.64}' in time; ask again", context), true));
}

message::Reply no_outcome(std::string id, std::string_view context) {
  auto reply = message::error_reply(
      std::move(id),
      error(message::ErrorCode::pending,
            fmt::format("no answer from context '{:.64}' in time, so the outcome is not known",
                        context),
            true));
  reply.outcome = message::Outcome::unknown;
  return reply;
}

}  // namespace bookrent::gateway
