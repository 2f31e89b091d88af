#include "daemons/rental/adapters/refusals.hpp"

#include <fmt/format.h>

#include "common/clock/calendar.hpp"

namespace bookrent::rental {
namespace {

using message::ErrorCode;

message::Error error(ErrorCode code, std::string reason, std::string text) {
  message::Error made;
  made.code = code;
  made.reason = std::move(reason);
  made.message = std::move(text);
  return made;
}

std::string no_free_copy(std::int64_t book_id, const std::optional<Instant>& next_due) {
  if (!next_due) return fmt::format("book {} has no free copy", book_id);
  return fmt::format("book {} has no free copy; the next one is due {}", book_id,
                     clock::local_date(*next_due));
}

/// In whole seconds, as a person counts; the wire has it to the millisecond.
message::Error payment_unavailable(clock::Milliseconds retry_after) {
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(retry_after).count();
  message::Error made =
      error(ErrorCode::overloaded, "payment_unavailable",
            fmt::format("payments are slow just now, and nothing was rented; try again in {} s",
                        seconds));
  made.retryable = true;
  made.retry_after_ms = retry_after.count();
  return made;
}

std::string day_of(const std::optional<Instant>& instant) {
  return instant ? clock::local_date(*instant) : "before";
}

}  // namespace

message::Error error_of(const RentRefused& refused, std::int64_t book_id,
                        const RentingRules& rules) {
  const std::int64_t user = refused.user_id;
  switch (refused.why) {
    case RentRefusal::not_yours:
      return error(ErrorCode::forbidden, "not_yours",
                   fmt::format("only a manager may rent for user {}", user));
    case RentRefusal::unknown_user:
      if (user == 0) return error(ErrorCode::invalid, "no_user", "say who rents: --user ID");
      return error(ErrorCode::not_found, "unknown_user", fmt::format("no user {}", user));
    case RentRefusal::suspended_user:
      return error(ErrorCode::refused, "suspended_user",
                   fmt::format("user {} is suspended and may not rent", user));
    case RentRefusal::unknown_book:
      return error(ErrorCode::not_found, "unknown_book", fmt::format("no book {}", book_id));
    case RentRefusal::withdrawn_book:
      return error(ErrorCode::refused, "withdrawn_book",
                   fmt::format("book {} was withdrawn and is no longer lent", book_id));
    case RentRefusal::bad_period:
      return error(
          ErrorCode::invalid, "bad_period",
          fmt::format("days must be from 1 to {} for book {}", refused.book->days, book_id));
    case RentRefusal::has_this_book:
      return error(ErrorCode::refused, "has_this_book",
                   fmt::format("user {} has book {} already", user, book_id));
    case RentRefusal::too_many_rentals:
      return error(ErrorCode::refused, "too_many_rentals",
                   fmt::format("user {} has {} open rentals, and more are not allowed; return one "
                               "first",
                               user, rules.open_rentals_max));
    case RentRefusal::no_free_copy:
      return error(ErrorCode::refused, "no_free_copy", no_free_copy(book_id, refused.next_due));
    case RentRefusal::payment_unavailable:
      return payment_unavailable(*refused.retry_after);
  }
  return error(ErrorCode::internal, {}, "an unknown refusal");
}

message::Error error_of(const EndRefused& refused, std::int64_t rental_id,
                        const RentingRules& rules) {
  // Whoever tries ids learns nothing of other people's rentals.
  if (!refused.why || refused.why == EndRefusal::not_yours)
    return error(ErrorCode::not_found, "unknown_rental", fmt::format("no rental {}", rental_id));
  const Rental& rental = *refused.rental;
  switch (*refused.why) {
    case EndRefusal::not_yours:
      break;
    case EndRefusal::not_rented_yet:
      return still_pending(rental);
    case EndRefusal::already_returned:
      return error(
          ErrorCode::refused, "already_returned",
          fmt::format("rental {} was returned on {}", rental_id, day_of(rental.returned_at)));
    case EndRefusal::already_cancelled:
      return error(
          ErrorCode::refused, "already_cancelled",
          fmt::format("rental {} was cancelled on {}", rental_id, day_of(rental.cancelled_at)));
    case EndRefusal::was_rejected:
      return error(
          ErrorCode::refused, "was_rejected",
          fmt::format("rental {} was never made: its payment was not approved", rental_id));
    case EndRefusal::cancel_window_over:
      return error(
          ErrorCode::refused, "cancel_window_over",
          fmt::format("rental {} can no longer be cancelled, {} hours after renting; return it "
                      "instead",
                      rental_id,
                      std::chrono::duration_cast<std::chrono::hours>(rules.cancel_window).count()));
  }
  return error(ErrorCode::internal, {}, "an unknown refusal");
}

message::Error error_of(const Rental& rental, contract::RejectReason reason) {
  message::Error made;
  switch (reason) {
    case contract::RejectReason::declined:
      made =
          error(ErrorCode::refused, "payment_declined",
                fmt::format("payment of {} was declined; nothing was rented", text_of(rental.fee)));
      break;
    case contract::RejectReason::no_answer:
    case contract::RejectReason::voided:
      made = error(ErrorCode::refused, "payment_unanswered",
                   "payment did not answer in time; nothing was rented and nothing is charged. Try "
                   "again later");
      break;
  }
  made.details = fmt::format(R"({{"rental_id":{}}})", rental.id);
  return made;
}

message::Error still_pending(const Rental& rental) {
  message::Error made =
      error(ErrorCode::pending, "payment_pending",
            fmt::format("rental {0} still waits for its payment; `bookrent status {0}` tells how "
                        "it ends",
                        rental.id));
  made.retryable = true;
  made.details = fmt::format(R"({{"rental_id":{}}})", rental.id);
  return made;
}

}  // namespace bookrent::rental
