#pragma once
// The payment (결제): the money for one rental. What has happened is kept as facts, and next_step()
// tells from them what the provider must be asked for next; so a daemon that was killed goes on
// from what is on its disk. Each function takes the payment, decides, and gives back what happened;
// it stores nothing.
//
//   (asked) ──► AUTHORIZED ──► PAID ──► REFUNDED
//      │             └───────► VOIDED
//      ├──► DECLINED
//      └──► VOIDED   (called off unanswered; or a tombstone, when it had not even been asked for)
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "common/contract/money.hpp"
#include "common/contract/payment.hpp"

namespace bookrent::payment {

using contract::PaymentStatus;

struct Payment {
  std::int64_t id = 0;
  std::int64_t rental_id = 0;
  std::optional<std::int64_t> user_id;  // absent on a tombstone, like money
  std::optional<contract::Money> money;
  std::optional<PaymentStatus> status;  // absent: asked for, and the provider has not answered
  std::optional<std::string> reason;    // why it was declined
  bool rented = false;                  // the rental's Rented was read
  bool cancelled = false;               // the rental's Cancelled was read
  bool void_requested = false;
  bool void_acknowledged = false;  // the provider said that it holds nothing

  /// Whoever asked for it has to wait: for the approval, or for the void to be acknowledged.
  bool awaits_provider() const;
};

enum class PaymentRefusal {
  invalid_order,     // an authorize whose ids, amount or currency cannot be
  payment_differs,   // another rental, user or amount under the same id
  already_captured,  // a void of what was rented
  unknown_payment,
  provider_failed,  // it is not known whether the provider approved: ask again
};

/// A payment as it is asked for. Refusal: invalid_order.
std::expected<Payment, PaymentRefusal> ask(const contract::AuthorizePayment& command);
/// Whether `command` asks for this very payment. A tombstone knows its rental only.
bool is_repeated_by(const Payment& payment, const contract::AuthorizePayment& command);

/// What the provider can be asked for. Its void is a call_off here, for C++ has taken the word.
enum class Step { authorize, capture, refund, call_off };

/// What the provider must be asked for now. Money is captured only when Rented was read, and given
/// back only after it was captured: a capture may already be on its way when Cancelled is read.
std::optional<Step> next_step(const Payment& payment);

// What the provider answered. An answer that comes when the payment has gone on changes nothing.

std::optional<contract::PaymentAuthorized> approve(Payment& payment);
std::optional<contract::PaymentDeclined> decline(Payment& payment, const std::string& reason);
std::optional<contract::Paid> capture(Payment& payment);
std::optional<contract::Refunded> refund(Payment& payment);
/// The provider has acknowledged a void.
std::optional<contract::PaymentVoided> call_off(Payment& payment);
/// The provider has approved, or may have: if the payment is VOIDED already, the void must follow.
void doubt_void(Payment& payment);

// What the rental context wants.

/// A payment that nobody has approved yet is VOIDED at once; an AUTHORIZED one when the provider
/// has acknowledged it. Refusal: already_captured, also while a capture is on its way.
std::expected<std::optional<contract::PaymentVoided>, PaymentRefusal> request_void(
    Payment& payment);
/// False, and nothing remembered, when no approval stands behind it: somebody lost history.
bool note_rented(Payment& payment);
/// The same. A rental that was cancelled without having been RENTED is not charged at all.
bool note_cancelled(Payment& payment);

}  // namespace bookrent::payment
