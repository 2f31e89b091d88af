#include "daemons/rental/application/end_rental.hpp"

namespace bookrent::rental {

template <class Step>
std::expected<Rental, EndRefused> EndRental::end(std::int64_t rental_id, const Step& step) {
  auto rental = rentals_.find(rental_id);
  if (!rental) return std::unexpected(EndRefused{});
  const auto event = step(*rental);
  if (!event) return std::unexpected(EndRefused{event.error(), rental});
  rentals_.save(*rental);
  journal_.publish(*event);
  return *rental;
}

std::expected<Rental, EndRefused> EndRental::operator()(const contract::CancelRental& command,
                                                        const contract::Actor& actor, Instant now) {
  return end(command.rental_id,
             [&](Rental& rental) { return cancel(rental, actor, now, rules_.cancel_window); });
}

std::expected<Rental, EndRefused> EndRental::operator()(const contract::ReturnRental& command,
                                                        const contract::Actor& actor, Instant now) {
  return end(command.rental_id, [&](Rental& rental) { return give_back(rental, actor, now); });
}

}  // namespace bookrent::rental
