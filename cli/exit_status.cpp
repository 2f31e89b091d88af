#include "cli/exit_status.hpp"

namespace bookrent::cli {

ExitStatus exit_status_of(message::ErrorCode code) {
  using enum message::ErrorCode;
  switch (code) {
    case invalid:
      return usage;
    case message::ErrorCode::not_found:
      return ExitStatus::not_found;
    case message::ErrorCode::refused:
      return ExitStatus::refused;
    case conflict:
      return ExitStatus::refused;
    case message::ErrorCode::unavailable:
      return ExitStatus::unavailable;
    case overloaded:
      return try_later;
    case pending:
      return try_later;
    case rate_limited:
      return try_later;
    case unauthenticated:
      return not_allowed;
    case forbidden:
      return not_allowed;
    case message::ErrorCode::storage:
      return ExitStatus::storage;
    case message::ErrorCode::internal:
      return ExitStatus::internal;
  }
  return ExitStatus::internal;
}

}  // namespace bookrent::cli
