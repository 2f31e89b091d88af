#include "common/contract/fields.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/words.hpp"

namespace bookrent::contract {
namespace {

constexpr Words<RentalStatus, 6> rental_statuses{{{RentalStatus::req_pay, "REQ_PAY"},
                                                  {RentalStatus::rented, "RENTED"},
                                                  {RentalStatus::returned, "RETURNED"},
                                                  {RentalStatus::cancelled, "CANCELLED"},
                                                  {RentalStatus::cancelling, "CANCELLING"},
                                                  {RentalStatus::rejected, "REJECTED"}}};
constexpr Words<RejectReason, 3> reasons{{{RejectReason::declined, "declined"},
                                          {RejectReason::no_answer, "no_answer"},
                                          {RejectReason::voided, "voided"}}};

}  // namespace

std::string_view word(RentalStatus status) { return word_of(rental_statuses, status); }
bool from_word(std::string_view text, RentalStatus& status) {
  return assign_from(rental_statuses, text, status);
}
std::string_view word(RejectReason reason) { return word_of(reasons, reason); }
bool from_word(std::string_view text, RejectReason& reason) {
  return assign_from(reasons, text, reason);
}

namespace {
void whose(auto& visit, auto& rental) {
  visit("rental_id", rental.rental_id);
  visit("user_id", rental.user_id);
  visit("book_id", rental.book_id);
}
void price(auto& visit, auto& rental) {
  visit("payment_id", rental.payment_id);
  visit("amount", rental.amount);
  visit("currency", rental.currency);
}
}  // namespace

void fields(auto& visit, RentBook& command) {
  visit("user_id", command.user_id);
  visit("book_id", command.book_id);
  visit("days", command.days);
}
void fields(auto& visit, CancelRental& command) { visit("rental_id", command.rental_id); }
void fields(auto& visit, ReturnRental& command) { visit("rental_id", command.rental_id); }
void fields(auto& visit, Rental& rental) {
  whose(visit, rental);
  visit("status", rental.status);
  price(visit, rental);
  visit("requested_at", rental.requested_at);
  visit("rented_at", rental.rented_at);
  visit("due_at", rental.due_at);
  visit("returned_at", rental.returned_at);
  visit("cancelled_at", rental.cancelled_at);
}
void fields(auto& visit, RentalRequested& event) {
  whose(visit, event);
  price(visit, event);
  visit("requested_at", event.requested_at);
}
void fields(auto& visit, Rented& event) {
  whose(visit, event);
  price(visit, event);
  visit("rented_at", event.rented_at);
  visit("due_at", event.due_at);
}
void fields(auto& visit, Cancelled& event) {
  whose(visit, event);
  visit("payment_id", event.payment_id);
  visit("cancelled_at", event.cancelled_at);
}
void fields(auto& visit, Returned& event) {
  whose(visit, event);
  visit("returned_at", event.returned_at);
}
void fields(auto& visit, RentalRejected& event) {
  whose(visit, event);
  visit("reason", event.reason);
}

BOOKRENT_CONTRACT_CODEC(RentBook)
BOOKRENT_CONTRACT_CODEC(CancelRental)
BOOKRENT_CONTRACT_CODEC(ReturnRental)
BOOKRENT_CONTRACT_CODEC(Rental)
BOOKRENT_CONTRACT_EVENT(RentalRequested, "bookrent.rental.requested.v1")
BOOKRENT_CONTRACT_EVENT(Rented, "bookrent.rental.rented.v1")
BOOKRENT_CONTRACT_EVENT(Cancelled, "bookrent.rental.cancelled.v1")
BOOKRENT_CONTRACT_EVENT(Returned, "bookrent.rental.returned.v1")
BOOKRENT_CONTRACT_EVENT(RentalRejected, "bookrent.rental.rejected.v1")

std::vector<message::Operation> rental_operations() {
  using enum message::OperationKind;
  using namespace message;
  return {{RentBook::operation, command, for_owners("rental.write")},
          {CancelRental::operation, command, for_owners("rental.write")},
          {ReturnRental::operation, command, for_owners("rental.write")}};
}

}  // namespace bookrent::contract
