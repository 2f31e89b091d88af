#include "daemons/user/adapters/refusals.hpp"

#include <fmt/format.h>

#include "daemons/user/domain/email.hpp"

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

message::Error email_taken(std::int64_t holder) {
  message::Error made =
      error(ErrorCode::refused, "email_taken",
            fmt::format("user {} has this e-mail address already; give another one", holder));
  made.details = fmt::format(R"({{"user_id":{}}})", holder);
  return made;
}

}  // namespace

message::Error error_of(const UserRefused& refused) {
  switch (refused.why) {
    case UserRefusal::unknown_user:
      return error(ErrorCode::not_found, "unknown_user",
                   fmt::format("no user {}", refused.user_id));
    case UserRefusal::bad_name:
      return error(
          ErrorCode::invalid, "bad_name",
          fmt::format("name must show something, in 1 to {} bytes, and have no control characters",
                      name_bytes_max));
    case UserRefusal::bad_email:
      return error(ErrorCode::invalid, "bad_email",
                   fmt::format("email must look like name@example.org, without spaces and with at "
                               "most {} bytes",
                               email_bytes_max));
    case UserRefusal::email_taken:
      return email_taken(refused.user_id);
    case UserRefusal::nothing_to_change:
      return error(ErrorCode::invalid, "nothing_to_change",
                   fmt::format("say what to change of user {}: name, email, role or status",
                               refused.user_id));
    case UserRefusal::last_manager:
      return error(ErrorCode::refused, "last_manager",
                   fmt::format("user {} is the only active manager; make somebody else one first, "
                               "with `bookrent user change USER --role manager`",
                               refused.user_id));
  }
  return error(ErrorCode::internal, {}, "an unknown refusal");
}

}  // namespace bookrent::user
