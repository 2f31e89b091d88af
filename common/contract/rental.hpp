#pragma once
// The published language of the rental context (대여).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock/instant.hpp"
#include "common/message/message.hpp"

namespace bookrent::contract {

/// REQ_PAY → RENTED → RETURNED or CANCELLED; REQ_PAY → CANCELLING → REJECTED.
enum class RentalStatus { req_pay, rented, returned, cancelled, cancelling, rejected };
std::string_view word(RentalStatus status);
bool from_word(std::string_view text, RentalStatus& status);

/// Why a requested rental was not made after all.
enum class RejectReason { declined, no_answer, voided };
std::string_view word(RejectReason reason);
bool from_word(std::string_view text, RejectReason& reason);

// Commands

struct RentBook {
  static constexpr const char* operation = "rent";
  std::optional<std::int64_t> user_id;  // absent: the caller
  std::int64_t book_id = 0;
  std::optional<std::int64_t> days;  // absent: the book's; fewer days are possible, more are not
};
struct CancelRental {
  static constexpr const char* operation = "cancel";
  std::int64_t rental_id = 0;
};
struct ReturnRental {
  static constexpr const char* operation = "return";
  std::int64_t rental_id = 0;
};

// Replies

struct Rental {
  std::int64_t rental_id = 0;
  std::int64_t user_id = 0;
  std::int64_t book_id = 0;
  RentalStatus status = RentalStatus::req_pay;
  std::int64_t payment_id = 0;
  std::int64_t amount = 0;
  std::string currency;
  clock::Instant requested_at;
  std::optional<clock::Instant> rented_at;
  std::optional<clock::Instant> due_at;
  std::optional<clock::Instant> returned_at;
  std::optional<clock::Instant> cancelled_at;
};

// Events

struct RentalRequested {
  std::int64_t rental_id = 0;
  std::int64_t user_id = 0;
  std::int64_t book_id = 0;
  std::int64_t payment_id = 0;
  std::int64_t amount = 0;
  std::string currency;
  clock::Instant requested_at;
  bool operator==(const RentalRequested&) const = default;
};
struct Rented {
  std::int64_t rental_id = 0;
  std::int64_t user_id = 0;
  std::int64_t book_id = 0;
  std::int64_t payment_id = 0;
  std::int64_t amount = 0;
  std::string currency;
  clock::Instant rented_at;
  clock::Instant due_at;
  bool operator==(const Rented&) const = default;
};
struct Cancelled {
  std::int64_t rental_id = 0;
  std::int64_t user_id = 0;
  std::int64_t book_id = 0;
  std::int64_t payment_id = 0;
  clock::Instant cancelled_at;
  bool operator==(const Cancelled&) const = default;
};
struct Returned {
  std::int64_t rental_id = 0;
  std::int64_t user_id = 0;
  std::int64_t book_id = 0;
  clock::Instant returned_at;
  bool operator==(const Returned&) const = default;
};
struct RentalRejected {
  std::int64_t rental_id = 0;
  std::int64_t user_id = 0;
  std::int64_t book_id = 0;
  RejectReason reason = RejectReason::declined;
  bool operator==(const RentalRejected&) const = default;
};

inline constexpr std::string_view rental_context = "rental";
std::vector<message::Operation> rental_operations();

}  // namespace bookrent::contract
