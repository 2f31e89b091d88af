#include "daemons/view/adapters/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "common/audit/life.hpp"
#include "common/audit/row_cell.hpp"
#include "common/contract/audit.hpp"
#include "common/store/rows.hpp"
#include "daemons/view/projections/counter.hpp"
#include "daemons/view/projections/life.hpp"

namespace bookrent::view {
namespace {

using audit::Findings;
using audit::Page;
namespace about = contract::about;

constexpr std::array told_of_rental = {about::user_id, about::book_id,      about::payment_id,
                                       about::amount,  about::currency,     about::status,
                                       about::reason,  about::requested_at, about::rented_at,
                                       about::due_at,  about::returned_at,  about::cancelled_at};

constexpr std::array payment_steps = {Step::authorized, Step::declined, Step::paid, Step::refunded,
                                      Step::voided};

bool of_payment(std::int64_t step) {
  return std::ranges::any_of(
      payment_steps, [step](Step one) { return std::int64_t{std::to_underlying(one)} == step; });
}

using Counts = std::map<std::int64_t, std::int64_t>;  // by counter

Counts stored_counts(store::Store& store) {
  Counts counts;
  store::Rows rows(store, "SELECT counter, number FROM counts WHERE number <> 0");
  const int counter = rows.column("counter"), number = rows.column("number");
  while (rows.step()) counts[rows.integer(counter)] = rows.integer(number);
  return counts;
}

template <class Status>
void count_by_status(store::Store& store, const char* sql, Counts& counts) {
  store::Rows rows(store, sql);
  const int status = rows.column("status"), number = rows.column("number");
  while (rows.step()) {
    Status read{};
    if (from_word(rows.text(status), read))
      counts[std::to_underlying(counter_of(read))] = rows.integer(number);
  }
}

void count_rows(store::Store& store, const char* sql, Counter counter, Counts& counts) {
  store::Rows rows(store, sql);
  if (rows.step() && rows.integer(0) != 0) counts[std::to_underlying(counter)] = rows.integer(0);
}

Counts counted(store::Store& store) {
  Counts counts;
  count_rows(store, "SELECT count(*) FROM users", Counter::users, counts);
  count_rows(store, "SELECT count(*) FROM books WHERE withdrawn = 0", Counter::books, counts);
  count_by_status<RentalStatus>(
      store,
      "SELECT 'REQ_PAY' AS status, count(*) AS number FROM rentals WHERE status = 'REQ_PAY' "
      "UNION ALL SELECT status, count(*) FROM rentals WHERE status <> 'REQ_PAY' GROUP BY status",
      counts);
  count_by_status<PaymentStatus>(
      store, "SELECT status, count(*) AS number FROM payments GROUP BY status", counts);
  return counts;
}

/// A table in the order of rentals, of which the next row is looked at before it is taken.
class ByRental {
 public:
  ByRental(store::Store& store, const char* sql, std::int64_t after)
      : rows_(store, sql, after), rental_(rows_.column("rental_id")) {
    next();
  }
  /// INT64_MAX behind the last.
  std::int64_t rental() const { return at_; }
  void next() { at_ = rows_.step() ? rows_.integer(rental_) : INT64_MAX; }
  store::Rows& rows() { return rows_; }

 private:
  store::Rows rows_;
  int rental_;
  std::int64_t at_ = 0;
};

}  // namespace

void ViewAudit::take(const audit::LogEntry& entry, Findings& findings) {
  findings.add(fmt::format("event view:{} ({}) is in the log, and the view publishes nothing",
                           entry.sequence, entry.type));
}

std::vector<audit::Auditor::Check> ViewAudit::checks() {
  return {std::bind_front(&ViewAudit::check_counts, this)};
}

/// All at once, for they change together: a tenth of a second for a million rentals.
audit::Next ViewAudit::check_counts(const Page&, Findings& findings) {
  Counts stored = stored_counts(store_);
  const Counts is = counted(store_);
  for (const auto& [counter, number] : is)
    if (stored[counter] != number)
      findings.add(
          fmt::format("counter {} says {}, and there are {}", counter, stored[counter], number));
  for (const auto& [counter, number] : stored)
    if (number != 0 && !is.contains(counter))
      findings.add(fmt::format("counter {} says {}, and there are none", counter, number));
  return std::nullopt;
}

/// The view has no commands.
void ViewAudit::judge(const audit::KeptReply& reply, Findings& findings) {
  findings.add(
      fmt::format("there is a stored reply to {} under key {}, and the view takes no "
                  "commands",
                  reply.principal, reply.key));
}

bool ViewAudit::state(std::string_view subject, const Page& page, audit::Answer& answer,
                      Findings&) {
  if (subject == about::rental) {
    state_rentals(page, answer);
  } else if (subject == about::user) {
    answer.columns = {std::string{about::name}};
    state_names("SELECT user_id AS id, name FROM users WHERE user_id > ?1 ORDER BY id LIMIT ?2",
                page, answer);
  } else if (subject == about::book) {
    answer.columns = {std::string{about::title}, std::string{about::withdrawn}};
    state_names(
        "SELECT book_id AS id, title, withdrawn FROM books WHERE book_id > ?1 ORDER BY id LIMIT ?2",
        page, answer);
  } else {
    return false;
  }
  return true;
}

void ViewAudit::state_names(const char* sql, const Page& page, audit::Answer& answer) {
  store::Rows rows(store_, sql, page.after.first, page.sql_limit());
  const int named = rows.column("id");
  std::vector<int> cells;
  cells.reserve(answer.columns.size());
  for (const std::string& column : answer.columns) cells.push_back(rows.column(column));
  std::int64_t read = 0, id = 0;
  for (; rows.step(); ++read) {
    id = rows.integer(named);
    audit::FactLine line(answer, {id});
    for (const int cell : cells) audit::add_cell(line, rows, cell);
  }
  if (page.is_filled_by(read)) answer.next = text_of(audit::Key{id});
}

/// Rental, payment and history each have rows of their own for a rental.
void ViewAudit::state_rentals(const Page& page, audit::Answer& answer) {
  for (const auto column : told_of_rental) answer.columns.emplace_back(column);
  for (const auto column : {about::events, about::payment_status, about::payment_events})
    answer.columns.emplace_back(column);
  ByRental rentals(store_, "SELECT * FROM rentals WHERE rental_id > ?1 ORDER BY rental_id",
                   page.after.first);
  ByRental payments(store_, "SELECT * FROM payments WHERE rental_id > ?1 ORDER BY rental_id",
                    page.after.first);
  ByRental history(store_,
                   "SELECT rental_id, step, sequence FROM history WHERE rental_id > ?1 "
                   "ORDER BY rental_id",
                   page.after.first);
  const auto cells = rentals.rows().columns(told_of_rental);
  const int status = payments.rows().column("status"), step = history.rows().column("step"),
            sequence = history.rows().column("sequence");
  for (std::int64_t stated = 0;; ++stated) {
    const std::int64_t id = std::min({rentals.rental(), payments.rental(), history.rental()});
    if (id == INT64_MAX) return;
    audit::FactLine line(answer, {id});
    const bool known = rentals.rental() == id;
    for (const int cell : cells)
      if (known)
        audit::add_cell(line, rentals.rows(), cell);
      else
        line.nothing();
    if (known) rentals.next();
    audit::EventCount own, payment;
    for (; history.rental() == id; history.next())
      (of_payment(history.rows().integer(step)) ? payment : own)
          .add(history.rows().integer(sequence));
    line.text(own.text());
    const bool paid_for = payments.rental() == id;
    line.text(paid_for ? payments.rows().text(status) : "").text(payment.text());
    if (paid_for) payments.next();
    if (page.is_filled_by(stated + 1)) {
      answer.next = text_of(audit::Key{id});
      return;
    }
  }
}

}  // namespace bookrent::view
