#include "daemons/user/adapters/login_refusals.hpp"

#include <fmt/format.h>

#include "daemons/user/adapters/token_maker.hpp"
#include "daemons/user/domain/password.hpp"

namespace bookrent::user {
namespace {

using message::ErrorCode;

message::Error error(ErrorCode code, std::string reason, std::string text) {
  message::Error made;
  made.code = code;
  made.reason = std::move(reason);
  made.message = std::move(text);
  return made;
}

message::Error slow_down(clock::Milliseconds wait) {
  message::Error made = error(ErrorCode::rate_limited, "too_many_failures",
                              fmt::format("too many wrong passwords; try again in {} s",
                                          std::chrono::ceil<std::chrono::seconds>(wait).count()));
  made.retryable = true;
  made.retry_after_ms = wait.count();
  return made;
}

message::Error log_in_again(std::string reason, std::string_view why) {
  return error(ErrorCode::unauthenticated, std::move(reason),
               fmt::format("{}; `bookrent login` begins a new one", why));
}

}  // namespace

message::Error error_of(const LoginRefused& refused) {
  switch (refused.why) {
    case LoginRefusal::wrong_password:
      return error(ErrorCode::unauthenticated, "wrong_password", "wrong name or password");
    case LoginRefusal::slow_down:
      return slow_down(refused.wait);
    case LoginRefusal::bad_token:
      return log_in_again("bad_refresh_token", "this is no login of this suite");
    case LoginRefusal::ended:
      return log_in_again("login_ended", "this login has ended");
    case LoginRefusal::expired:
      return log_in_again("login_expired", "this login was not used for too long");
    case LoginRefusal::reused:
      return log_in_again("token_reused",
                          "a refresh token came a second time, so somebody else may have it: this "
                          "login has ended");
  }
  return error(ErrorCode::internal, {}, "an unknown refusal");
}

message::Error too_many_keys() {
  return error(
      ErrorCode::refused, "too_many_keys",
      fmt::format("{} keys are in use until the tokens that they signed have expired; wait "
                  "for some minutes, or end them all with --at-once",
                  keys_published_max));
}

message::Error superseded() {
  return error(ErrorCode::unauthenticated, "superseded",
               "what you may do has changed since you logged in; `bookrent login` begins anew");
}

message::Error error_of(const PasswordRefused& refused, std::int64_t user_id) {
  switch (refused.why) {
    case PasswordRefusal::unknown_user:
      return error(ErrorCode::not_found, "unknown_user", fmt::format("no user {}", user_id));
    case PasswordRefusal::bad_password:
      return error(ErrorCode::invalid, "bad_password",
                   fmt::format("a password has {} to {} bytes and no control characters",
                               password_bytes_min, password_bytes_max));
    case PasswordRefusal::wrong_old_password:
      return error(ErrorCode::unauthenticated, "wrong_old_password",
                   "the old password is wrong or was not given");
    case PasswordRefusal::slow_down:
      return slow_down(refused.wait);
  }
  return error(ErrorCode::internal, {}, "an unknown refusal");
}

message::Error error_of(AccountRefusal refusal, const contract::AddAccount& command) {
  switch (refusal) {
    case AccountRefusal::bad_name:
      return error(ErrorCode::invalid, "bad_account",
                   fmt::format("an account's name has 1 to {} letters, digits, `-`, `_` and `.`",
                               account_bytes_max));
    case AccountRefusal::bad_scope:
      return error(ErrorCode::invalid, "bad_scope",
                   fmt::format("say 1 to {} scopes, such as rental.read; `bookrent admin rules` "
                               "lists them",
                               scopes_max));
    case AccountRefusal::taken:
      return error(ErrorCode::refused, "account_taken",
                   fmt::format("there is an account '{:.64}' already", command.account));
  }
  return error(ErrorCode::internal, {}, "an unknown refusal");
}

message::Error unknown_account(const std::string& name) {
  return error(ErrorCode::not_found, "unknown_account", fmt::format("no account '{:.64}'", name));
}

message::Error not_linked_to(const contract::LinkUser& link) {
  return error(ErrorCode::not_found, "unknown_link",
               fmt::format("'{:.64}' of {:.128} is not linked to user {}", link.subject,
                           link.issuer, link.user_id));
}

message::Error not_linked(const std::string& issuer, const std::string& subject) {
  return error(ErrorCode::unauthenticated, "not_linked",
               fmt::format("'{:.64}' of {:.128} is linked to no user here; a manager does it with "
                           "`bookrent user link`",
                           subject, issuer));
}

message::Error bad_external_token(const std::string& why) {
  return error(ErrorCode::unauthenticated, "bad_token", "the token is not taken: " + why);
}

}  // namespace bookrent::user
