#pragma once
// How many there are of each sort, kept with every change so that nobody has to count rows.
#include <cstdint>
#include <optional>

#include "common/contract/view.hpp"
#include "common/store/statement.hpp"
#include "daemons/view/projections/counter.hpp"

namespace bookrent::view {

class CountTable {
 public:
  explicit CountTable(store::Store& store);

  void add(Counter counter, int number);
  /// Counts a rental or payment under another status; `from` is absent for one that is new.
  template <class Status>
  void move(const std::optional<Status>& from, Status to) {
    if (from) add(counter_of(*from), -1);
    add(counter_of(to), 1);
  }
  contract::SummaryCounts summary();

 private:
  std::int64_t number(Counter counter);
  template <class Statuses>
  std::vector<contract::StatusCount> numbers(const Statuses& statuses);

  store::Statement update_;
  store::Statement insert_;
  store::Statement select_;
};

}  // namespace bookrent::view
