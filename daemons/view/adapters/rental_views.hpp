#pragma once
// Rentals as they are shown: one, or a page of those that a query asks for.
#include <optional>
#include <vector>

#include "common/contract/view.hpp"
#include "common/store/statement.hpp"

namespace bookrent::view {

class RentalViews {
 public:
  explicit RentalViews(store::Store& store);

  std::optional<contract::RentalView> find(std::int64_t rental_id);
  /// Ids of rentals that `query` asks for, in no order: of each status the newest, at most `most`.
  std::vector<std::int64_t> find(const contract::ListRentals& query, std::int64_t most);

 private:
  store::Statement& select(const contract::ListRentals& query, contract::RentalStatus status,
                           std::int64_t most);

  store::Statement one_;
  store::Statement all_;
  store::Statement waiting_;
  store::Statement of_status_;
  store::Statement of_user_;
  store::Statement of_book_;
  store::Statement of_user_and_book_;
};

}  // namespace bookrent::view
