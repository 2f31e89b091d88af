#include "daemons/view/adapters/count_table.hpp"

#include "daemons/view/projections/life.hpp"

namespace bookrent::view {

CountTable::CountTable(store::Store& store)
    : update_(store, "UPDATE counts SET number = number + ?3 WHERE what = ?1 AND status = ?2"),
      insert_(store, "INSERT INTO counts(what, status, number) VALUES(?1, ?2, ?3)"),
      select_(store, "SELECT number FROM counts WHERE what = ?1 AND status = ?2") {}

void CountTable::move(const char* what, const std::optional<std::string>& from,
                      std::string_view to) {
  if (from) add(what, *from, -1);
  add(what, to, 1);
}

void CountTable::add(const char* what, std::string_view status, int number) {
  if (update_.run(what, status, number) == 0) insert_.run(what, status, number);
}

std::int64_t CountTable::number(const char* what, std::string_view status) {
  if (!select_.bind(what, status).step()) return 0;
  const std::int64_t number = select_.integer("number");
  select_.finish();
  return number;
}

template <class Statuses>
std::vector<contract::StatusCount> CountTable::numbers(const char* what, const Statuses& statuses) {
  std::vector<contract::StatusCount> counts;
  for (const auto status : statuses)
    counts.push_back({std::string{word(status)}, number(what, word(status))});
  return counts;
}

contract::SummaryCounts CountTable::summary() {
  return {number(users, {}), number(books, {}), numbers(rentals, rental_statuses),
          numbers(payments, payment_statuses)};
}

}  // namespace bookrent::view
