#pragma once
// The rental behind a payment: Rented captures the money, Cancelled gives it back.
#include <cstdint>

#include "common/contract/rental.hpp"
#include "daemons/payment/application/ports.hpp"

namespace bookrent::payment {

class FollowRental {
 public:
  explicit FollowRental(const PaymentPorts& ports) : ports_(ports) {}

  /// False when there is no approved payment that the event can be about: history was lost. What
  /// was done already, when rental is read anew, is left as it is.
  bool operator()(const contract::Rented& event);
  bool operator()(const contract::Cancelled& event);
  /// Rental has lost the rental: the money goes back, as if it had been cancelled.
  void give_back(const Payment& payment);

 private:
  template <class Event, class Note>
  bool follow(const Event& event, bool Payment::* noted, const Note& note);

  const PaymentPorts& ports_;
};

}  // namespace bookrent::payment
