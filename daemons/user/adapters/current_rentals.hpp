#pragma once
// 고객대여상태: which rentals each user has at the moment, kept from rental's events.
#include <cstdint>
#include <vector>

#include "common/contract/rental.hpp"
#include "common/store/statement.hpp"

namespace bookrent::user {

class CurrentRentals {
 public:
  explicit CurrentRentals(store::Store& store);

  void apply(const contract::Rented& event);
  void apply(const contract::Returned& event);
  void apply(const contract::Cancelled& event);

  /// The ids of the user's rentals that are RENTED, the oldest first.
  std::vector<std::int64_t> of(std::int64_t user_id);
  void forget();

 private:
  store::Statement insert_;
  store::Statement delete_;
  store::Statement of_user_;
  store::Statement delete_all_;
};

}  // namespace bookrent::user
