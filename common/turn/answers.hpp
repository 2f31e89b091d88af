#pragma once
// The answers that a service gives, in short.
#include <string>

#include "common/turn/service.hpp"

namespace bookrent::turn {

/// A command that changed something; `body` is a JSON object.
Answer applied(std::string body);
/// A query, or a command that found nothing to change.
Answer answered(std::string body);
/// Nothing was changed, and why.
Answer refused(message::Error error);

/// The request's body cannot be read, or a value in it is not possible.
message::Error invalid(std::string what);
message::Error not_found(std::string reason, std::string what);
/// For an operation that was announced but is not handled: a bug of the service.
Answer unhandled(const message::Request& request);

}  // namespace bookrent::turn
