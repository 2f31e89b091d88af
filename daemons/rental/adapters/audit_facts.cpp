#include <fmt/format.h>

#include <array>

#include "common/audit/row_cell.hpp"
#include "common/clock/instant.hpp"
#include "common/contract/audit.hpp"
#include "common/contract/rental.hpp"
#include "common/store/rows.hpp"
#include "daemons/rental/adapters/audit.hpp"
#include "daemons/rental/adapters/schema.hpp"

namespace bookrent::rental {
namespace {

using namespace contract;
using audit::Answer;
using audit::FactLine;
using audit::Page;

// Both conditions on the status: the first is the one of the index that has the order.
constexpr const char* open_ones =
    "SELECT {0} AS whose, rental_id FROM rentals WHERE {1} AND status = 'RENTED' "
    "AND {0} >= ?1 AND ({0} > ?1 OR rental_id > ?2) ORDER BY {0}, rental_id LIMIT ?3";

void put_instant(FactLine& line, std::string_view text) {
  const auto instant = clock::parse_rfc3339(text);
  if (instant)
    line.number(instant->time_since_epoch().count());
  else
    line.text(text);
}

std::string_view word_of_reason(std::uint8_t number) {
  constexpr std::array words = {RejectReason::declined, RejectReason::no_answer,
                                RejectReason::voided};
  return number == 0 || number > words.size() ? std::string_view{}
                                              : word(words[std::size_t{number} - 1]);
}

void columns(Answer& answer, std::initializer_list<std::string_view> names) {
  answer.columns.assign(names.begin(), names.end());
}

}  // namespace

bool RentalAudit::state(std::string_view subject, const Page& page, Answer& answer,
                        audit::Findings& findings) {
  if (subject == about::rental)
    state_rentals(page, answer, findings);
  else if (subject == about::user)
    state_users(page, answer);
  else if (subject == about::book)
    state_books(page, answer);
  else if (subject == about::user_rental)
    state_current("user_id", page, answer);
  else if (subject == about::book_rental)
    state_current("book_id", page, answer);
  else
    return false;
  return true;
}

void RentalAudit::state_rentals(const Page& page, Answer& answer, audit::Findings& findings) {
  answer.columns.assign(said.begin(), said.end());
  for (const auto column : {about::payment_id, about::status, about::exact_status, about::reason,
                            about::was_rented, about::was_cancelled, about::events})
    answer.columns.emplace_back(column);
  store::Rows rows(store_, "SELECT * FROM rentals WHERE rental_id > ?1 ORDER BY rental_id LIMIT ?2",
                   page.after.first, page.sql_limit());
  const auto told = rows.columns(said);
  const int rental = rows.column("rental_id"), status = rows.column("status"),
            book = rows.column("book_id"), copy = rows.column("copy");
  std::int64_t read = 0, id = 0;
  for (; rows.step(); ++read) {
    id = rows.integer(rental);
    FactLine line(answer, {id});
    audit::Digest digest;
    for (std::size_t i = 0; i < told.size(); ++i) {
      const store::Cell cell = rows.cell(told[i]);
      const audit::CellText text(cell);
      if (!cell.null()) digest.put(static_cast<int>(i), text.view());
      if (i < first_instant)
        line.text(text.view());
      else
        put_instant(line, text.view());
    }
    const std::string_view exact = rows.text(status);
    const Life& life =
        check_rental({id, exact, rows.integer(book), rows.integer(copy), digest}, findings);
    const bool cancelled = exact == "CANCELLED";
    line.number(id).text(exact == "CANCELLING" ? "REQ_PAY" : exact).text(exact);
    line.text(word_of_reason(life.state.reason));
    line.number(exact == "RENTED" || exact == "RETURNED" || cancelled).number(cancelled);
    line.text(life.events.text());
  }
  if (page.is_filled_by(read))
    answer.next = text_of(audit::Key{id});
  else
    tell_unseen(findings);
}

void RentalAudit::state_users(const Page& page, Answer& answer) {
  columns(answer, {about::suspended});
  store::Rows rows(store_,
                   "SELECT user_id, suspended FROM known_users WHERE user_id > ?1 "
                   "ORDER BY user_id LIMIT ?2",
                   page.after.first, page.sql_limit());
  const int user = rows.column("user_id"), suspended = rows.column("suspended");
  std::int64_t read = 0, id = 0;
  for (; rows.step(); ++read) {
    id = rows.integer(user);
    FactLine(answer, {id}).number(rows.integer(suspended));
  }
  if (page.is_filled_by(read)) answer.next = text_of(audit::Key{id});
}

void RentalAudit::state_books(const Page& page, Answer& answer) {
  columns(answer, {about::fee, about::currency, about::days, about::copies, about::withdrawn});
  store::Rows rows(store_, "SELECT * FROM known_books WHERE book_id > ?1 ORDER BY book_id LIMIT ?2",
                   page.after.first, page.sql_limit());
  const int book = rows.column("book_id");
  const std::array cells = {rows.column("fee"), rows.column("currency"), rows.column("days"),
                            rows.column("copies"), rows.column("withdrawn")};
  std::int64_t read = 0, id = 0;
  for (; rows.step(); ++read) {
    id = rows.integer(book);
    FactLine line(answer, {id});
    for (const int cell : cells) audit::add_cell(line, rows, cell);
  }
  if (page.is_filled_by(read)) answer.next = text_of(audit::Key{id});
}

void RentalAudit::state_current(const char* whose_id, const Page& page, Answer& answer) {
  store::Rows rows(store_, fmt::format(open_ones, whose_id, is_open).c_str(), page.after.first,
                   page.after.second, page.sql_limit());
  const int whose = rows.column("whose"), rental = rows.column("rental_id");
  std::int64_t read = 0;
  audit::Key key;
  for (; rows.step(); ++read) {
    key = {rows.integer(whose), rows.integer(rental)};
    FactLine(answer, key);
  }
  if (page.is_filled_by(read)) answer.next = text_of(key);
}

}  // namespace bookrent::rental
