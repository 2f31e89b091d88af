#include "daemons/rental/application/rent_book.hpp"

namespace bookrent::rental {
namespace {

Rental requested(const RentRequest& request, Instant now) {
  Rental rental;
  rental.user_id = request.user_id;
  rental.book_id = request.book->id;
  rental.fee = request.book->fee;
  rental.days = request.days.value_or(request.book->days);
  rental.requested_at = now;
  return rental;
}

}  // namespace

std::expected<Rental, RentRefused> RentBook::operator()(const contract::RentBook& command,
                                                        const contract::Actor& actor, Instant now) {
  const std::int64_t user_id = command.user_id.value_or(actor.user_id);
  const RentRequest request{actor,
                            user_id,
                            command.days,
                            knowledge_.user(user_id),
                            knowledge_.book(command.book_id),
                            rentals_.open_of(user_id),
                            rentals_.has_open(user_id, command.book_id)};
  if (const auto refusal = refusal_of(request, rules_)) {
    RentRefused refused{*refusal, user_id, request.book, std::nullopt, std::nullopt};
    if (*refusal == RentRefusal::no_free_copy)
      refused.next_due = rentals_.next_due(command.book_id);
    return std::unexpected(refused);
  }
  if (const auto time = payments_.turns_away())
    return std::unexpected(
        RentRefused{RentRefusal::payment_unavailable, user_id, request.book, std::nullopt, time});
  Rental rental = rentals_.add(requested(request, now));
  journal_.publish(contract::RentalRequested{rental.id, rental.user_id, rental.book_id,
                                             rental.payment_id(), rental.fee.amount,
                                             rental.fee.currency, now});
  payments_.authorize(rental);
  return rental;
}

}  // namespace bookrent::rental
