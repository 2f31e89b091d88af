#include "daemons/view/adapters/count_table.hpp"

#include <map>

#include "daemons/view/projections/life.hpp"

namespace bookrent::view {

CountTable::CountTable(store::Store& store)
    : update_(store, "UPDATE counts SET number = number + ?2 WHERE counter = ?1"),
      insert_(store, "INSERT INTO counts(counter, number) VALUES(?1, ?2)"),
      select_(store, "SELECT number FROM counts WHERE counter = ?1") {}

void CountTable::write(const turn::Effects& effects) {
  std::map<int, std::int64_t> sums;
  for (const turn::Change& change : effects.changes()) sums[change.which] += change.by;
  for (const auto& [counter, by] : sums)
    if (by != 0 && update_.run(counter, by) == 0) insert_.run(counter, by);
}

std::int64_t CountTable::number(Counter counter, const turn::Effects& effects) {
  std::int64_t number = 0;
  if (select_.bind(std::to_underlying(counter)).step()) {
    number = select_.integer("number");
    select_.finish();
  }
  for (const turn::Change& change : effects.changes())
    if (change.which == std::to_underlying(counter)) number += change.by;
  return number;
}

template <class Statuses>
std::vector<contract::StatusCount> CountTable::numbers(const Statuses& statuses,
                                                       const turn::Effects& effects) {
  std::vector<contract::StatusCount> counts;
  counts.reserve(statuses.size());
  for (const auto status : statuses)
    counts.push_back({std::string{word(status)}, number(counter_of(status), effects)});
  return counts;
}

contract::SummaryCounts CountTable::summary(const turn::Effects& effects) {
  return {number(Counter::users, effects), number(Counter::books, effects),
          numbers(rental_statuses, effects), numbers(payment_statuses, effects)};
}

}  // namespace bookrent::view
