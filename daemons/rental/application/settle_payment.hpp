#pragma once
// The saga behind a rent: what payment answers, and what happens when it does not. A timeout is
// never taken for a failure: a rental whose approval is late is called off first, and only when
// payment has acknowledged the void is it REJECTED and its copy free.
#include <cstdint>

#include "common/contract/payment.hpp"
#include "daemons/rental/application/ports.hpp"

namespace bookrent::rental {

struct SettlePorts {
  Rentals& rentals;
  Payments& payments;
  Journal& journal;
  Renter& renter;
  const Calendar& calendar;
};

class SettlePayment {
 public:
  explicit SettlePayment(SettlePorts ports) : ports_(ports) {}

  /// Payment answered authorize with the payment as it is on its disk.
  void authorized(std::int64_t rental_id, contract::PaymentStatus status, Instant now);
  /// Payment acknowledged a void.
  void voided(std::int64_t rental_id);
  /// The rental's timer: ask again, or call it off when `deadline` is over.
  void ask_again(Rental rental, Instant now, clock::Milliseconds deadline);

 private:
  void approved(Rental& rental, Instant now);
  void refused(Rental& rental, contract::RejectReason reason);

  SettlePorts ports_;
};

}  // namespace bookrent::rental
