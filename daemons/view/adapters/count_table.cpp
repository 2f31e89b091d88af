#include "daemons/view/adapters/count_table.hpp"

#include "daemons/view/projections/life.hpp"

namespace bookrent::view {

CountTable::CountTable(store::Store& store)
    : update_(store, "UPDATE counts SET number = number + ?2 WHERE counter = ?1"),
      insert_(store, "INSERT INTO counts(counter, number) VALUES(?1, ?2)"),
      select_(store, "SELECT number FROM counts WHERE counter = ?1") {}

void CountTable::add(Counter counter, int number) {
  const int id = std::to_underlying(counter);
  if (update_.run(id, number) == 0) insert_.run(id, number);
}

std::int64_t CountTable::number(Counter counter) {
  if (!select_.bind(std::to_underlying(counter)).step()) return 0;
  const std::int64_t number = select_.integer("number");
  select_.finish();
  return number;
}

template <class Statuses>
std::vector<contract::StatusCount> CountTable::numbers(const Statuses& statuses) {
  std::vector<contract::StatusCount> counts;
  counts.reserve(statuses.size());
  for (const auto status : statuses)
    counts.push_back({std::string{word(status)}, number(counter_of(status))});
  return counts;
}

contract::SummaryCounts CountTable::summary() {
  return {number(Counter::users), number(Counter::books), numbers(rental_statuses),
          numbers(payment_statuses)};
}

}  // namespace bookrent::view
