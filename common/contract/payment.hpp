#pragma once
// The published language of the payment context (결제).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock/instant.hpp"
#include "common/message/message.hpp"

namespace bookrent::contract {

/// AUTHORIZED (승인) → PAID (매입) → REFUNDED; AUTHORIZED → VOIDED; DECLINED. VOIDED may also be
/// the first thing ever heard of a payment: a tombstone that refuses a late authorize.
enum class PaymentStatus { authorized, paid, refunded, voided, declined };
std::string_view word(PaymentStatus status);
bool from_word(std::string_view text, PaymentStatus& status);

// Commands and queries. payment_id is derived from the rental, so a repeated call is recognised.

struct AuthorizePayment {
  static constexpr const char* operation = "authorize";
  std::int64_t payment_id = 0;
  std::int64_t rental_id = 0;
  std::int64_t user_id = 0;
  std::int64_t amount = 0;
  std::string currency;
};
struct VoidPayment {
  static constexpr const char* operation = "void";
  std::int64_t payment_id = 0;
  std::int64_t rental_id = 0;
};
struct ShowPayment {
  static constexpr const char* operation = "show";
  std::int64_t payment_id = 0;
};
struct ListPayments {
  static constexpr const char* operation = "list";
  std::optional<std::int64_t> user_id;
  std::optional<PaymentStatus> status;
  std::optional<std::int64_t> after;  // continue behind this payment_id
  std::optional<std::int64_t> limit;
};

// Replies

struct Payment {
  std::int64_t payment_id = 0;
  std::int64_t rental_id = 0;
  std::optional<std::int64_t> user_id;  // absent on a tombstone, like amount and currency
  std::optional<std::int64_t> amount;
  std::optional<std::string> currency;
  PaymentStatus status = PaymentStatus::authorized;
  std::optional<std::string> reason;  // why it was declined
};
struct PaymentList {
  std::vector<Payment> payments;
  std::optional<std::int64_t> next;
};

// Events

struct PaymentAuthorized {
  std::int64_t payment_id = 0;
  std::int64_t rental_id = 0;
  std::int64_t user_id = 0;
  std::int64_t amount = 0;
  std::string currency;
  bool operator==(const PaymentAuthorized&) const = default;
};
struct PaymentDeclined {
  std::int64_t payment_id = 0;
  std::int64_t rental_id = 0;
  std::int64_t user_id = 0;
  std::int64_t amount = 0;
  std::string currency;
  std::string reason;
  bool operator==(const PaymentDeclined&) const = default;
};
struct Paid {
  std::int64_t payment_id = 0;
  std::int64_t rental_id = 0;
  std::int64_t amount = 0;
  std::string currency;
  bool operator==(const Paid&) const = default;
};
struct PaymentVoided {
  std::int64_t payment_id = 0;
  std::int64_t rental_id = 0;
  bool operator==(const PaymentVoided&) const = default;
};
struct Refunded {
  std::int64_t payment_id = 0;
  std::int64_t rental_id = 0;
  std::int64_t amount = 0;
  std::string currency;
  bool operator==(const Refunded&) const = default;
};

inline constexpr std::string_view payment_context = "payment";
std::vector<message::Operation> payment_operations();

}  // namespace bookrent::contract
