#pragma once
// Every event that concerns a rental: its own and its payment's.
#include <vector>

#include "common/contract/view.hpp"
#include "common/eventlog/envelope.hpp"
#include "common/store/statement.hpp"
#include "daemons/view/projections/life.hpp"

namespace bookrent::view {

class HistoryTable {
 public:
  explicit HistoryTable(store::Store& store);

  void add(std::int64_t rental_id, Step step, const eventlog::Event& event);
  /// By time; of one time in the order in which they can have happened.
  std::vector<contract::RentalHistoryEntry> of(std::int64_t rental_id);

 private:
  store::Statement insert_;
  store::Statement select_;
};

}  // namespace bookrent::view
