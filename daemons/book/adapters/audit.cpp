#include "daemons/book/adapters/audit.hpp"

#include <fmt/format.h>

#include <array>

#include "common/audit/json_text.hpp"
#include "common/contract/audit.hpp"
#include "common/contract/book.hpp"
#include "common/contract/codec.hpp"
#include "common/store/rows.hpp"

namespace bookrent::book {
namespace {

using audit::Findings;
using audit::Next;
using audit::Page;
namespace about = contract::about;

constexpr std::array said = {"title", "fee", "currency", "copies", "days"};
constexpr int authors = 10;  // a list, which is written in the table as in the event

}  // namespace

void BookAudit::take(const audit::LogEntry& entry, Findings& findings) {
  const bool registers = entry.type == contract::event_type<contract::BookRegistered>();
  const bool withdraws = entry.type == contract::event_type<contract::BookWithdrawn>();
  const bool known_type =
      registers || withdraws || entry.type == contract::event_type<contract::BookChanged>();
  const auto id = audit::integer_field(entry.data, "book_id");
  if (!known_type || !id || *id < 1 || !entry.is_about("book", *id))
    return findings.add(fmt::format("event book:{} ({}, about {}) is none of book's",
                                    entry.sequence, entry.type, entry.subject));
  Life& life = books_.at(*id);
  if (registers == life.state.registered || life.state.withdrawn)
    findings.add(fmt::format("event book:{} ({}) cannot follow what was told of book {} before",
                             entry.sequence, entry.type, *id));
  life.state = {true, withdraws};
  if (withdraws) return;
  life.digest.clear();
  for (std::size_t i = 0; i < said.size(); ++i)
    if (const auto text = audit::field(entry.data, said[i]))
      life.digest.put(static_cast<int>(i), audit::unescaped_json(*text));
  life.digest.put(authors, audit::field(entry.data, "authors").value_or(""));
}

std::vector<audit::Auditor::Check> BookAudit::checks() {
  return {std::bind_front(&BookAudit::check_books, this)};
}

Next BookAudit::check_books(const Page& page, Findings& findings) {
  store::Rows rows(store_, "SELECT * FROM books WHERE book_id > ?1 ORDER BY book_id LIMIT ?2",
                   page.after.first, page.sql_limit());
  const int book = rows.column("book_id"), withdrawn = rows.column("withdrawn");
  std::int64_t read = 0, id = 0;
  while (rows.step()) {
    ++read;
    id = rows.integer(book);
    Life& life = books_.at(id);
    life.seen = true;
    audit::Digest digest;
    for (std::size_t i = 0; i < said.size(); ++i)
      digest.put(static_cast<int>(i), rows.text(rows.column(said[i])));
    digest.put(authors, rows.text(rows.column("authors")));
    if (!life.state.registered)
      findings.add(fmt::format("book {} is in the table, and no event tells of it", id));
    else if (digest != life.digest)
      findings.add(
          fmt::format("book {} has another title, author, fee, number of copies or period "
                      "in the table than its events say",
                      id));
    else if ((rows.integer(withdrawn) != 0) != life.state.withdrawn)
      findings.add(fmt::format("book {} is {}withdrawn in the table, and its events say otherwise",
                               id, life.state.withdrawn ? "not " : ""));
  }
  if (page.is_filled_by(read)) return audit::Key{id};
  books_.each([&](std::int64_t lost, const Life& life) {
    if (life.state.registered && !life.seen)
      findings.add(fmt::format("book {} was registered, and is not in the table", lost));
  });
  return std::nullopt;
}

void BookAudit::judge(const audit::KeptReply& reply, Findings& findings) {
  if (reply.error) return;
  const auto id = audit::integer_field(reply.body, "book_id");
  const Life* life = id ? books_.find(*id) : nullptr;
  if (life == nullptr || !life->state.registered)
    findings.add(
        fmt::format("the stored reply to {} under key {} names book {}, which is not there",
                    reply.principal, reply.key, id.value_or(0)));
}

bool BookAudit::state(std::string_view subject, const Page& page, audit::Answer& answer,
                      Findings&) {
  if (subject == about::book)
    state_books(page, answer);
  else if (subject == about::book_rental)
    state_rentals(page, answer);
  else
    return false;
  return true;
}

void BookAudit::state_books(const Page& page, audit::Answer& answer) {
  for (const auto column :
       {about::title, about::fee, about::currency, about::days, about::copies, about::withdrawn})
    answer.columns.emplace_back(column);
  store::Rows rows(store_, "SELECT * FROM books WHERE book_id > ?1 ORDER BY book_id LIMIT ?2",
                   page.after.first, page.sql_limit());
  const int book = rows.column("book_id");
  const std::array cells = {rows.column("title"), rows.column("fee"),    rows.column("currency"),
                            rows.column("days"),  rows.column("copies"), rows.column("withdrawn")};
  std::int64_t read = 0, id = 0;
  for (; rows.step(); ++read) {
    id = rows.integer(book);
    audit::FactLine line(answer, {id});
    for (const int cell : cells) line.text(rows.text(cell));
  }
  if (page.is_filled_by(read)) answer.next = text_of(audit::Key{id});
}

void BookAudit::state_rentals(const Page& page, audit::Answer& answer) {
  store::Rows rows(store_,
                   "SELECT book_id, rental_id FROM current_rentals "
                   "WHERE (book_id, rental_id) > (?1, ?2) ORDER BY book_id, rental_id LIMIT ?3",
                   page.after.first, page.after.second, page.sql_limit());
  const int book = rows.column("book_id"), rental = rows.column("rental_id");
  std::int64_t read = 0;
  audit::Key key;
  for (; rows.step(); ++read) {
    key = {rows.integer(book), rows.integer(rental)};
    audit::FactLine(answer, key);
  }
  if (page.is_filled_by(read)) answer.next = text_of(key);
}

}  // namespace bookrent::book
