#include "daemons/view/adapters/history_table.hpp"

#include <fmt/format.h>

#include <utility>

#include "daemons/view/adapters/instants.hpp"

namespace bookrent::view {

HistoryTable::HistoryTable(store::Store& store)
    : insert_(store,
              "INSERT INTO history(rental_id, source, sequence, time, step, type, actor) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
      select_(store,
              "SELECT source, sequence, time, type, actor FROM history WHERE rental_id = ?1 "
              "ORDER BY time, step, sequence") {}

void HistoryTable::add(std::int64_t rental_id, Step step, const eventlog::Event& event) {
  insert_.run(rental_id, event.source, event.sequence, clock::rfc3339(event.time),
              std::to_underlying(step), event.type, event.actor);
}

std::vector<contract::RentalHistoryEntry> HistoryTable::of(std::int64_t rental_id) {
  std::vector<contract::RentalHistoryEntry> entries;
  select_.bind(rental_id);
  while (select_.step())
    entries.push_back({instant(select_.text("time")), select_.text("type"),
                       fmt::format("{}:{}", select_.text("source"), select_.integer("sequence")),
                       select_.text("actor")});
  return entries;
}

}  // namespace bookrent::view
