#pragma once
// Refusals of the domain as errors on the wire: the one place where each gets its code and words.
#include "common/message/error.hpp"
#include "daemons/user/application/refused.hpp"

namespace bookrent::user {

message::Error error_of(const UserRefused& refused);

}  // namespace bookrent::user
