#pragma once
// Rent: reserve a copy and ask payment for approval.
#include <expected>
#include <optional>

#include "common/contract/rental.hpp"
#include "daemons/rental/application/ports.hpp"

namespace bookrent::rental {

struct RentRefused {
  RentRefusal why{};
  std::int64_t user_id = 0;
  std::optional<KnownBook> book;
  std::optional<Instant> next_due;                 // when there is no free copy
  std::optional<clock::Milliseconds> retry_after;  // when payment is unavailable
};

class RentBook {
 public:
  RentBook(Rentals& rentals, Knowledge& knowledge, Payments& payments, Journal& journal,
           const RentingRules& rules)
      : rentals_(rentals),
        knowledge_(knowledge),
        payments_(payments),
        journal_(journal),
        rules_(rules) {}

  /// The rental in REQ_PAY; how it goes on is SettlePayment's.
  std::expected<Rental, RentRefused> operator()(const contract::RentBook& command,
                                                const contract::Actor& actor, Instant now);

 private:
  Rentals& rentals_;
  Knowledge& knowledge_;
  Payments& payments_;
  Journal& journal_;
  const RentingRules& rules_;
};

}  // namespace bookrent::rental
