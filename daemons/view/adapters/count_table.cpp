#include "daemons/view/adapters/count_table.hpp"

#include "daemons/view/projections/life.hpp"

namespace bookrent::view {

CountTable::CountTable(store::Store& store)
    : update_(store, "UPDATE counts SET number = number + ?2 WHERE counter = ?1"),
      insert_(store, "INSERT INTO counts(counter, number) VALUES(?1, ?2)"),
      select_(store, "SELECT number FROM counts WHERE counter = ?1") {}

CountTable::Sums CountTable::sums_of(const turn::Effects& effects) {
  Sums sums;
  for (const turn::Change& change : effects.changes()) sums[change.which] += change.by;
  return sums;
}

void CountTable::write(const turn::Effects& effects) {
  for (const auto& [counter, by] : sums_of(effects))
    if (by != 0 && update_.run(counter, by) == 0) insert_.run(counter, by);
}

std::int64_t CountTable::number(Counter counter, const Sums& changes) {
  std::int64_t number = 0;
  if (select_.bind(std::to_underlying(counter)).step()) {
    number = select_.integer("number");
    select_.finish();
  }
  const auto change = changes.find(std::to_underlying(counter));
  return change == changes.end() ? number : number + change->second;
}

template <class Statuses>
std::vector<contract::StatusCount> CountTable::numbers(const Statuses& statuses,
                                                       const Sums& changes) {
  std::vector<contract::StatusCount> counts;
  counts.reserve(statuses.size());
  for (const auto status : statuses)
    counts.push_back({std::string{word(status)}, number(counter_of(status), changes)});
  return counts;
}

contract::SummaryCounts CountTable::summary(const turn::Effects& effects) {
  const Sums changes = sums_of(effects);
  return {number(Counter::users, changes), number(Counter::books, changes),
          numbers(rental_statuses, changes), numbers(payment_statuses, changes)};
}

}  // namespace bookrent::view
