#pragma once
// Cancel and return: the two ways in which a rental ends.
#include <expected>
#include <optional>

#include "common/contract/rental.hpp"
#include "daemons/rental/application/ports.hpp"

namespace bookrent::rental {

struct EndRefused {
  std::optional<EndRefusal> why;  // nothing: there is no such rental
  std::optional<Rental> rental;
};

class EndRental {
 public:
  EndRental(Rentals& rentals, Journal& journal, const RentingRules& rules)
      : rentals_(rentals), journal_(journal), rules_(rules) {}

  std::expected<Rental, EndRefused> operator()(const contract::CancelRental& command,
                                               const contract::Actor& actor, Instant now);
  std::expected<Rental, EndRefused> operator()(const contract::ReturnRental& command,
                                               const contract::Actor& actor, Instant now);

 private:
  template <class Step>
  std::expected<Rental, EndRefused> end(std::int64_t rental_id, const Step& step);

  Rentals& rentals_;
  Journal& journal_;
  const RentingRules& rules_;
};

}  // namespace bookrent::rental
