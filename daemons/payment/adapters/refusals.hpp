#pragma once
// Refusals of the domain as errors on the wire: the one place where each gets its code and words.
#include "common/message/error.hpp"
#include "daemons/payment/domain/payment.hpp"

namespace bookrent::payment {

message::Error error_of(PaymentRefusal refusal, std::int64_t payment_id);
/// The truth is not known yet: the provider has still to answer.
message::Error still_pending(const Payment& payment);

}  // namespace bookrent::payment
