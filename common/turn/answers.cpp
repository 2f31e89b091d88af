#include "common/turn/answers.hpp"

#include <stdexcept>

namespace bookrent::turn {

Answer applied(std::string body) {
  message::Reply reply;
  reply.outcome = message::Outcome::applied;
  reply.body = std::move(body);
  return reply;
}

Answer answered(std::string body) {
  message::Reply reply;
  reply.body = std::move(body);
  return reply;
}

Answer refused(message::Error error) { return message::error_reply({}, std::move(error)); }

message::Error invalid(std::string what) {
  message::Error error;
  error.code = message::ErrorCode::invalid;
  error.message = std::move(what);
  return error;
}

message::Error not_found(std::string reason, std::string what) {
  message::Error error;
  error.code = message::ErrorCode::not_found;
  error.reason = std::move(reason);
  error.message = std::move(what);
  return error;
}

Answer unhandled(const message::Request& request) {
  throw std::logic_error("operation " + request.op + " was announced but is not handled");
}

}  // namespace bookrent::turn
