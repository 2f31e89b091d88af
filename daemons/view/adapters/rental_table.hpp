#pragma once
// Rentals, as the rental context's events tell of them.
#include "common/contract/rental.hpp"
#include "common/store/statement.hpp"
#include "daemons/view/adapters/count_table.hpp"

namespace bookrent::view {

class RentalTable {
 public:
  RentalTable(store::Store& store, CountTable& counts);

  void apply(const contract::RentalRequested& event);
  void apply(const contract::Rented& event);
  void apply(const contract::Returned& event);
  void apply(const contract::Cancelled& event);
  void apply(const contract::RentalRejected& event);

  /// Nothing for a rental of which no event was read.
  std::optional<contract::RentalStatus> status(std::int64_t rental_id);

 private:
  template <class Event>
  std::string_view count(const Event& event);

  CountTable& counts_;
  store::Statement status_;
  store::Statement requested_;
  store::Statement rented_;
  store::Statement returned_;
  store::Statement cancelled_;
  store::Statement rejected_;
};

}  // namespace bookrent::view
