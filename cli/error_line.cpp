#include "cli/error_line.hpp"

#include <nlohmann/json.hpp>

namespace bookrent::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string_view code_of(ExitStatus status) {
  using enum message::ErrorCode;
  switch (status) {
    case ExitStatus::refused:
      return text_of(message::ErrorCode::refused);
    case usage:
    case bad_records:
      return text_of(invalid);
    case ExitStatus::not_found:
      return text_of(message::ErrorCode::not_found);
    case ExitStatus::unavailable:
      return text_of(message::ErrorCode::unavailable);
    case ExitStatus::storage:
      return text_of(message::ErrorCode::storage);
    case try_later:
      return text_of(pending);
    case not_allowed:
      return text_of(forbidden);
    case bad_configuration:
      return "configuration";
    case done:
    case ExitStatus::internal:
      break;
  }
  return text_of(message::ErrorCode::internal);
}

}  // namespace

std::string json_line(const message::Error& error, const std::string& where) {
  Json json{{"code", text_of(error.code)}};
  if (!error.reason.empty()) json["reason"] = error.reason;
  json["message"] = error.message;
  if (!where.empty()) json["where"] = where;
  json["retryable"] = error.retryable;
  if (error.retry_after_ms) json["retry_after_ms"] = *error.retry_after_ms;
  if (error.details != "{}") json["details"] = nlohmann::json::parse(error.details);
  return dump(json);
}

std::string json_line(ExitStatus status, std::string_view message,
                      const std::vector<std::string>& details) {
  Json json{{"code", code_of(status)},
            {"message", message},
            {"retryable", status == unavailable || status == try_later}};
  if (!details.empty()) json["details"]["lines"] = details;
  return dump(json);
}

}  // namespace bookrent::cli
