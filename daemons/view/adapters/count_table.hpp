#pragma once
// How many there are of each sort, so that nobody has to count rows. What a turn changes is written
// at its end, for it is the same few rows for all of its events.
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "common/contract/view.hpp"
#include "common/store/statement.hpp"
#include "common/turn/effects.hpp"
#include "daemons/view/projections/counter.hpp"

namespace bookrent::view {

inline void count(Counter counter, int by, turn::Effects& effects) {
  effects.change({std::to_underlying(counter), by});
}
/// Counts a rental or payment under another status; `from` is absent for one that is new.
template <class Status>
void count_move(const std::optional<Status>& from, Status to, turn::Effects& effects) {
  if (from) count(counter_of(*from), -1, effects);
  count(counter_of(to), 1, effects);
}

class CountTable {
 public:
  explicit CountTable(store::Store& store);

  void write(const turn::Effects& effects);
  /// As it is after what the turn has changed so far.
  contract::SummaryCounts summary(const turn::Effects& effects);

 private:
  using Sums = std::map<int, std::int64_t>;  // by counter

  static Sums sums_of(const turn::Effects& effects);
  std::int64_t number(Counter counter, const Sums& changes);
  template <class Statuses>
  std::vector<contract::StatusCount> numbers(const Statuses& statuses, const Sums& changes);

  store::Statement update_;
  store::Statement insert_;
  store::Statement select_;
};

}  // namespace bookrent::view
