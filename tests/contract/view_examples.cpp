#include "common/contract/view.hpp"

#include "tests/contract/examples.hpp"

namespace bookrent::golden {

using namespace contract;

namespace {

RentalView a_rental() {
  return {.rental_id = 12,
          .user_id = 3,
          .name = "김민지",
          .book_id = 7,
          .title = "홍길동전",
          .status = RentalStatus::rejected,
          .payment_id = 12,
          .payment_status = PaymentStatus::voided,
          .amount = 1500,
          .currency = "KRW",
          .requested_at = instant("2026-11-22T08:05:00.000Z"),
          .rented_at = instant("2026-11-22T08:05:00.125Z"),
          .due_at = instant("2026-12-06T14:59:59.000Z"),
          .returned_at = instant("2026-11-23T01:02:03.004Z"),
          .cancelled_at = instant("2026-11-23T01:02:03.004Z"),
          .reason = RejectReason::declined};
}

}  // namespace

std::vector<Example> view_examples() {
  const RentalHistoryEntry rented{.time = instant("2026-11-22T08:05:00.125Z"),
                                  .type = "bookrent.rental.rented.v1",
                                  .id = "rental:17",
                                  .actor = "user:3"};
  return {
      message("RentalState", RentalState{.rental_id = 12}),
      message("ListRentals", ListRentals{.user_id = 3,
                                         .book_id = 7,
                                         .status = RentalStatus::rented,
                                         .before = 12,
                                         .limit = 100}),
      message("RentalHistory", RentalHistory{.rental_id = 12}),
      message("Summary", Summary{}),
      message("RentalView", a_rental()),
      message("RentalViewList", RentalViewList{.rentals = {a_rental()}, .next = 12}),
      message("RentalHistoryEntry", rented),
      message("RentalHistoryList", RentalHistoryList{.rental_id = 12, .events = {rented}}),
      // In the order of the alphabet, in which a reader of a JSON object finds them.
      message("SummaryCounts", SummaryCounts{.users = 2,
                                             .books = 3,
                                             .rentals = {{"RENTED", 5}, {"RETURNED", 4}},
                                             .payments = {{"AUTHORIZED", 1}, {"PAID", 8}}}),
  };
}

}  // namespace bookrent::golden
