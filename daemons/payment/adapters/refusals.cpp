#include "daemons/payment/adapters/refusals.hpp"

#include <fmt/format.h>

namespace bookrent::payment {
namespace {

using message::ErrorCode;

message::Error error(ErrorCode code, std::string reason, std::string text) {
  message::Error made;
  made.code = code;
  made.reason = std::move(reason);
  made.message = std::move(text);
  return made;
}

message::Error retryable(message::Error error, std::int64_t payment_id) {
  error.retryable = true;
  error.details = fmt::format(R"({{"payment_id":{}}})", payment_id);
  return error;
}

}  // namespace

message::Error error_of(PaymentRefusal refusal, std::int64_t payment_id) {
  switch (refusal) {
    case PaymentRefusal::invalid_order:
      return error(ErrorCode::invalid, "invalid_order",
                   "ids must be positive, an amount must not be negative, and a currency is a code "
                   "such as KRW");
    case PaymentRefusal::payment_differs:
      return error(ErrorCode::refused, "payment_differs",
                   fmt::format("payment {} is for another rental, user or amount", payment_id));
    case PaymentRefusal::already_captured:
      return error(ErrorCode::refused, "already_captured",
                   fmt::format("the rental of payment {} was made, so it cannot be voided; cancel "
                               "the rental instead",
                               payment_id));
    case PaymentRefusal::unknown_payment:
      return error(ErrorCode::not_found, "unknown_payment",
                   fmt::format("no payment {}", payment_id));
    case PaymentRefusal::provider_failed:
      return retryable(error(ErrorCode::unavailable, "provider_failed",
                             fmt::format("the payment provider could not say whether it approves "
                                         "payment {}; nothing is charged. Ask again",
                                         payment_id)),
                       payment_id);
  }
  return error(ErrorCode::internal, {}, "an unknown refusal");
}

message::Error still_pending(const Payment& payment) {
  return retryable(error(ErrorCode::pending, "provider_pending",
                         fmt::format("the payment provider has not answered about payment {} yet; "
                                     "ask again with the same key",
                                     payment.id)),
                   payment.id);
}

}  // namespace bookrent::payment
