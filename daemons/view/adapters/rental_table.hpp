#pragma once
// Rentals, as the rental context's events tell of them.
#include "common/contract/rental.hpp"
#include "common/store/statement.hpp"
#include "common/turn/effects.hpp"

namespace bookrent::view {

class RentalTable {
 public:
  explicit RentalTable(store::Store& store);

  void apply(const contract::RentalRequested& event, turn::Effects& effects);
  void apply(const contract::Rented& event, turn::Effects& effects);
  void apply(const contract::Returned& event, turn::Effects& effects);
  void apply(const contract::Cancelled& event, turn::Effects& effects);
  void apply(const contract::RentalRejected& event, turn::Effects& effects);

  /// Nothing for a rental of which no event was read.
  std::optional<contract::RentalStatus> status(std::int64_t rental_id);

 private:
  template <class Event>
  std::string_view count(const Event& event, turn::Effects& effects);

  store::Statement status_;
  store::Statement requested_;
  store::Statement rented_;
  store::Statement returned_;
  store::Statement cancelled_;
  store::Statement rejected_;
};

}  // namespace bookrent::view
