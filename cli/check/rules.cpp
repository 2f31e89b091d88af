#include "cli/check/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "common/contract/audit.hpp"

namespace bookrent::cli {
namespace {

namespace about = contract::about;

// An approval is on disk before rental knows of it, and money moves only when rental's event was
// read: so this holds at any instant. Empty stands for no rental, or no answer of its payment.
struct Pair {
  std::string_view rental;
  std::vector<std::string_view> payments;
};
const std::vector<Pair>& pairs() {
  static const std::vector<Pair> table{
      {"", {"", "VOIDED", "REFUNDED", "DECLINED"}},  // what a restored rental has lost
      {"REQ_PAY", {"", "AUTHORIZED", "DECLINED"}},
      {"RENTED", {"AUTHORIZED", "PAID"}},
      {"RETURNED", {"AUTHORIZED", "PAID"}},
      {"CANCELLED", {"AUTHORIZED", "PAID", "REFUNDED", "VOIDED"}},
      {"CANCELLING", {"", "AUTHORIZED", "DECLINED", "VOIDED"}},
      {"REJECTED", {"DECLINED", "VOIDED"}},
  };
  return table;
}

std::vector<Family> all_families() {
  return {
      {about::rental,
       {"rental", "payment", "view"},
       {{0,
         1,
         {about::payment_id, about::user_id, about::amount, about::currency, about::was_rented,
          about::was_cancelled},
         true},
        {0,
         2,
         {about::user_id, about::book_id, about::payment_id, about::amount, about::currency,
          about::status, about::reason, about::requested_at, about::rented_at, about::due_at,
          about::returned_at, about::cancelled_at, about::events}},
        {1, 2, {about::payment_status, about::payment_events}}},
       may_stand_beside,
       about::exact_status,
       about::payment_status},
      {about::user,
       {"user", "rental", "view"},
       {{0, 1, {about::suspended}}, {0, 2, {about::name}}}},
      {about::book,
       {"book", "rental", "view"},
       {{0, 1, {about::fee, about::currency, about::days, about::copies, about::withdrawn}},
        {0, 2, {about::title, about::withdrawn}}}},
      {about::user_rental, {"rental", "user"}, {{0, 1, {}}}},
      {about::book_rental, {"rental", "book"}, {{0, 1, {}}}},
  };
}

std::string name_of(const Family& family, const audit::Key& key) {
  if (family.subject == about::user_rental)
    return fmt::format("rental {} of user {}", key.second, key.first);
  if (family.subject == about::book_rental)
    return fmt::format("rental {} of book {}", key.second, key.first);
  return fmt::format("{} {}", family.subject, key.first);
}

std::string shown(std::string_view cell) {
  return cell.empty() ? "nothing" : audit::unescaped(cell);
}

}  // namespace

std::span<const Family> families() {
  static const std::vector<Family> all = all_families();
  return all;
}

bool may_stand_beside(std::string_view rental, std::string_view payment) {
  const auto row = std::ranges::find(pairs(), rental, &Pair::rental);
  return row != pairs().end() && std::ranges::count(row->payments, payment) > 0;
}

Rules::Rules(const Family& family, const Columns& columns, const HasRead& has_read)
    : family_(family) {
  const auto examined = [&](std::size_t context) { return columns[context] != nullptr; };
  paired_ = family.allowed != nullptr && examined(0) && examined(1);
  if (paired_) {
    first_ = place_of(columns, 0, family.first_column);
    second_ = place_of(columns, 1, family.second_column);
  }
  for (const Reading& reading : family.readings) {
    if (!examined(reading.owner) || !examined(reading.reader) ||
        !has_read(family.contexts[reading.owner], family.contexts[reading.reader]))
      continue;
    Comparison& comparison = comparisons_.emplace_back(Comparison{reading, {}});
    for (const std::string_view column : reading.columns)
      comparison.cells.push_back({column, place_of(columns, reading.owner, column),
                                  place_of(columns, reading.reader, column)});
  }
}

std::vector<Violation> Rules::judge(const Known& known) const {
  std::vector<Violation> violations;
  if (paired_) check_pair(known, violations);
  for (const Comparison& comparison : comparisons_)
    if (comparison.cells.empty())
      compare_presence(comparison, known, violations);
    else
      compare_cells(comparison, known, violations);
  return violations;
}

Rules::Place Rules::place_of(const Columns& columns, std::size_t context, std::string_view column) {
  const auto& names = *columns[context];
  const auto found = std::ranges::find(names, column);
  if (found == names.end()) return {context, std::nullopt};
  return {context, static_cast<std::size_t>(found - names.begin())};
}

/// Empty where there is no fact, or no such column.
std::string_view Rules::cell(const Known& known, const Place& place) {
  const Fact* fact = known.facts[place.context];
  return fact == nullptr || !place.column ? std::string_view{} : fact->cells[*place.column];
}

void Rules::check_pair(const Known& known, std::vector<Violation>& violations) const {
  const std::string_view first = cell(known, first_), second = cell(known, second_);
  if (family_.allowed(first, second)) return;
  const std::string rental = first.empty()
                                 ? fmt::format("there is no rental {}", known.key.first)
                                 : fmt::format("rental {} is {}", known.key.first, shown(first));
  violations.push_back({{std::string{family_.contexts[0]}, std::string{family_.contexts[1]}},
                        second.empty()
                            ? rental + ", and no payment stands behind it"
                            : fmt::format("{}, and its payment is {}", rental, shown(second))});
}

void Rules::compare_presence(const Comparison& comparison, const Known& known,
                             std::vector<Violation>& violations) const {
  const Reading& reading = comparison.reading;
  const bool owner = known.facts[reading.owner] != nullptr;
  if (owner == (known.facts[reading.reader] != nullptr)) return;
  const std::string owner_name{family_.contexts[reading.owner]};
  const std::string reader_name{family_.contexts[reading.reader]};
  violations.push_back(
      {{owner_name, reader_name},
       fmt::format("{} is {}current in {}, and {} in {}", name_of(family_, known.key),
                   owner ? "" : "not ", owner_name, owner ? "is missing" : "is", reader_name)});
}

void Rules::compare_cells(const Comparison& comparison, const Known& known,
                          std::vector<Violation>& violations) const {
  const Reading& reading = comparison.reading;
  if (reading.only_if_known &&
      (known.facts[reading.reader] == nullptr || known.facts[reading.owner] == nullptr))
    return;
  std::vector<std::string> differences;
  for (const Same& same : comparison.cells) {
    const std::string_view owner = cell(known, same.owner), reader = cell(known, same.reader);
    if (owner != reader && owner != "?" && reader != "?")
      differences.push_back(fmt::format("{} says {} {}, {} says {}",
                                        family_.contexts[reading.owner], same.column, shown(owner),
                                        family_.contexts[reading.reader], shown(reader)));
  }
  if (differences.empty()) return;
  violations.push_back(
      {{std::string{family_.contexts[reading.owner]},
        std::string{family_.contexts[reading.reader]}},
       fmt::format("{}: {}", name_of(family_, known.key), fmt::join(differences, "; "))});
}

}  // namespace bookrent::cli
