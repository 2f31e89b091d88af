#pragma once
// What a reply says when a request was not done.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::message {

/// The closed set of ways in which a request can fail; it decides the exit status and whether a
/// repeat can help. The context's own word for the rule goes into Error::reason.
enum class ErrorCode {
  invalid,          // the request cannot be read, or a field has a bad value
  not_found,        // no such user, book, rental …
  refused,          // a rule says no
  conflict,         // this idempotency key was used for another request
  unavailable,      // the context is not reachable
  overloaded,       // too much waits already
  pending,          // the outcome is not known yet; ask again
  rate_limited,     // this caller asks too often
  unauthenticated,  // nobody known
  forbidden,        // known, but not allowed
  storage,          // the database could not take it; nothing was changed
  internal,         // a fault of ours; nothing was changed
};
std::string_view text_of(ErrorCode code);
std::optional<ErrorCode> error_code(std::string_view text);
/// Whether this is the suite's own fault, for whoever looks after it. All others are refusals: what
/// was asked, or who asked, was not as it must be, or has to wait for how it ended.
bool is_fault(ErrorCode code);

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string reason;   // the context's word, such as `no_free_copy`; may be empty
  std::string message;  // what happened and what to do next, for a person
  bool retryable = false;
  std::optional<std::int64_t> retry_after_ms;
  std::string details = "{}";  // a JSON object with what the message is made of

  bool operator==(const Error&) const = default;
};

}  // namespace bookrent::message
