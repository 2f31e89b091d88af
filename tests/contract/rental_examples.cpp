#include "common/contract/rental.hpp"

#include "tests/contract/examples.hpp"

namespace bookrent::golden {

using namespace contract;

std::vector<Example> rental_examples() {
  const auto requested_at = instant("2026-11-22T08:05:00.000Z");
  const auto rented_at = instant("2026-11-22T08:05:00.125Z");
  const auto due_at = instant("2026-12-06T14:59:59.000Z");
  const auto ended_at = instant("2026-11-23T01:02:03.004Z");
  return {
      message("RentBook", RentBook{.user_id = 3, .book_id = 7, .days = 10}),
      message("CancelRental", CancelRental{.rental_id = 12}),
      message("ReturnRental", ReturnRental{.rental_id = 12}),
      message("Rental", Rental{.rental_id = 12,
                               .user_id = 3,
                               .book_id = 7,
                               .status = RentalStatus::returned,
                               .payment_id = 12,
                               .amount = 1500,
                               .currency = "KRW",
                               .requested_at = requested_at,
                               .rented_at = rented_at,
                               .due_at = due_at,
                               .returned_at = ended_at,
                               .cancelled_at = ended_at}),
      event("RentalRequested", RentalRequested{.rental_id = 12,
                                               .user_id = 3,
                                               .book_id = 7,
                                               .payment_id = 12,
                                               .amount = 1500,
                                               .currency = "KRW",
                                               .requested_at = requested_at}),
      event("Rented", Rented{.rental_id = 12,
                             .user_id = 3,
                             .book_id = 7,
                             .payment_id = 12,
                             .amount = 1500,
                             .currency = "KRW",
                             .rented_at = rented_at,
                             .due_at = due_at}),
      event("Cancelled", Cancelled{.rental_id = 12,
                                   .user_id = 3,
                                   .book_id = 7,
                                   .payment_id = 12,
                                   .cancelled_at = ended_at}),
      event("Returned",
            Returned{.rental_id = 12, .user_id = 3, .book_id = 7, .returned_at = ended_at}),
      event("RentalRejected",
            RentalRejected{
                .rental_id = 12, .user_id = 3, .book_id = 7, .reason = RejectReason::no_answer}),
  };
}

}  // namespace bookrent::golden
