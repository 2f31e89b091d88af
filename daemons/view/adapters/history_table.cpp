#include "daemons/view/adapters/history_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "common/contract/codec.hpp"
#include "daemons/view/adapters/columns.hpp"

namespace bookrent::view {
namespace {

/// The type of event that takes a step, and the source it comes from.
struct Kind {
  Step step;
  std::string_view source;
  std::string_view type;
};

template <class... Events>
std::vector<Kind> kinds_of(std::string_view source) {
  return {{mark_of(Events{}).step, source, contract::event_type<Events>()}...};
}

std::vector<Kind> all_kinds() {
  using namespace contract;
  auto kinds =
      kinds_of<RentalRequested, Rented, Returned, Cancelled, RentalRejected>(rental_context);
  std::ranges::copy(
      kinds_of<PaymentAuthorized, PaymentDeclined, Paid, Refunded, PaymentVoided>(payment_context),
      std::back_inserter(kinds));
  return kinds;
}

const Kind& kind_of(std::int64_t step) {
  static const std::vector<Kind> kinds = all_kinds();
  const auto found = std::ranges::find(
      kinds, step, [](const Kind& kind) { return std::int64_t{std::to_underlying(kind.step)}; });
  if (found == kinds.end())
    throw std::runtime_error(fmt::format("the view holds an unknown step: {}", step));
  return *found;
}

}  // namespace

HistoryTable::HistoryTable(store::Store& store)
    : insert_(store,
              "INSERT INTO history(rental_id, time, step, sequence, actor) "
              "VALUES(?1, ?2, ?3, ?4, ?5)"),
      select_(store,
              "SELECT time, step, sequence, actor FROM history WHERE rental_id = ?1 "
              "ORDER BY time, step, sequence") {}

void HistoryTable::add(std::int64_t rental_id, Step step, const eventlog::Event& event) {
  insert_.run(rental_id, ms(event.time), std::to_underlying(step), event.sequence, event.actor);
}

std::vector<contract::RentalHistoryEntry> HistoryTable::of(std::int64_t rental_id) {
  std::vector<contract::RentalHistoryEntry> entries;
  select_.bind(rental_id);
  while (select_.step()) {
    const Kind& kind = kind_of(select_.integer("step"));
    entries.push_back({instant(select_.integer("time")), std::string{kind.type},
                       fmt::format("{}:{}", kind.source, select_.integer("sequence")),
                       select_.text("actor")});
  }
  return entries;
}

}  // namespace bookrent::view
