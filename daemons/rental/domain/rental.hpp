#pragma once
// The rental (대여): one user's rental of one copy, from request to return or cancellation. Each
// step takes the rental, decides, and gives back what happened or why not; it stores nothing.
//
//   REQ_PAY ──► RENTED ──► RETURNED
//      │           └─────► CANCELLED
//      ├──► CANCELLING ──► REJECTED
//      └─────────────────► REJECTED   (payment said no: there is nothing to call off)
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "common/clock/instant.hpp"
#include "common/contract/actor.hpp"
#include "common/contract/money.hpp"
#include "common/contract/rental.hpp"

namespace bookrent::rental {

using clock::Instant;
using contract::Actor;
using contract::RentalStatus;

struct Rental {
  std::int64_t id = 0;
  std::int64_t user_id = 0;
  std::int64_t book_id = 0;
  std::int64_t copy = 0;  // which of the book's copies, from 1
  RentalStatus status = RentalStatus::req_pay;
  contract::Money fee;    // copied from the book: later changes of it do not matter
  std::int64_t days = 0;  // the period, copied likewise
  Instant requested_at;
  std::optional<Instant> rented_at;
  std::optional<Instant> due_at;
  std::optional<Instant> returned_at;
  std::optional<Instant> cancelled_at;

  /// Derived from the rental, so that a repeated call to payment is recognised there.
  std::int64_t payment_id() const { return id; }
  /// While it is open it holds its copy.
  bool open() const;
};

/// REQ_PAY → RENTED. Nothing for a rental in any other state: the approval came too late.
std::optional<contract::Rented> approve(Rental& rental, Instant now, Instant due_at);

/// REQ_PAY or CANCELLING → REJECTED, when payment has said no or acknowledged the void. Nothing for
/// a rental in any other state.
std::optional<contract::RentalRejected> reject(Rental& rental, contract::RejectReason reason);

/// REQ_PAY → CANCELLING: no answer in time. False for a rental in any other state.
bool call_off(Rental& rental);

enum class EndRefusal {
  not_yours,       // neither the renter nor a manager
  not_rented_yet,  // payment has not approved it yet
  already_returned,
  already_cancelled,
  was_rejected,
  cancel_window_over,  // too long after renting
};

/// RENTED → CANCELLED, within `window` after renting; the money goes back.
std::expected<contract::Cancelled, EndRefusal> cancel(Rental& rental, const Actor& actor,
                                                      Instant now, clock::Milliseconds window);

/// RENTED → RETURNED, at any time; the money stays.
std::expected<contract::Returned, EndRefusal> give_back(Rental& rental, const Actor& actor,
                                                        Instant now);

}  // namespace bookrent::rental
