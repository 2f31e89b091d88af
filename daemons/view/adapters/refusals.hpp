#pragma once
// Refusals as errors on the wire: the one place where each gets its code and words.
#include <cstdint>

#include "common/message/error.hpp"
#include "daemons/view/projections/page.hpp"

namespace bookrent::view {

message::Error error_of(PageRefusal refusal);
/// No event of this rental was read; its payment's do not make it one.
message::Error unknown_rental(std::int64_t rental_id);

}  // namespace bookrent::view
