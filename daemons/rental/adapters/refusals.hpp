#pragma once
// Refusals of the domain as errors on the wire: the one place where each gets its code and words.
#include "common/message/error.hpp"
#include "daemons/rental/application/end_rental.hpp"
#include "daemons/rental/application/rent_book.hpp"

namespace bookrent::rental {

message::Error error_of(const RentRefused& refused, std::int64_t book_id,
                        const RentingRules& rules);
message::Error error_of(const EndRefused& refused, std::int64_t rental_id,
                        const RentingRules& rules);
message::Error error_of(const Rental& rental, contract::RejectReason reason);
/// The truth is not known yet: where to look it up.
message::Error still_pending(const Rental& rental);

}  // namespace bookrent::rental
