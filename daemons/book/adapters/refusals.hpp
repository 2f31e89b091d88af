#pragma once
// Refusals of the domain as errors on the wire: the one place where each gets its code and words.
#include "common/message/error.hpp"
#include "daemons/book/domain/book.hpp"

namespace bookrent::book {

message::Error error_of(const BookRefused& refused);

}  // namespace bookrent::book
