#include "daemons/rental/adapters/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/audit/json_text.hpp"
#include "common/contract/codec.hpp"
#include "common/contract/rental.hpp"
#include "common/store/rows.hpp"

namespace bookrent::rental {

using audit::Findings;
using audit::Next;
using audit::Page;

struct RentalAudit::Kind {
  std::string_view type;
  Status from;
  Status from_too;
  Status to;
};

namespace {

constexpr std::array reasons = {contract::RejectReason::declined, contract::RejectReason::no_answer,
                                contract::RejectReason::voided};

std::uint8_t number_of_reason(std::string_view text) {
  for (std::size_t i = 0; i < reasons.size(); ++i)
    if (contract::word(reasons[i]) == text) return static_cast<std::uint8_t>(i + 1);
  return 0;
}

}  // namespace

RentalAudit::RentalAudit(store::Store& store)
    : store_(store),
      holder_(store, "SELECT rental_id FROM copies WHERE book_id = ?1 AND copy = ?2"),
      awaits_(store, "SELECT rental_id FROM awaiting_payment WHERE rental_id = ?1"),
      waiting_(store, "SELECT rental_id FROM awaiting_payment WHERE principal = ?1 AND key = ?2") {}

const RentalAudit::Kind* RentalAudit::kind_of(std::string_view type) {
  using enum Status;
  static const std::array<Kind, 5> kinds{{
      {contract::event_type<contract::RentalRequested>(), none, none, requested},
      {contract::event_type<contract::Rented>(), requested, requested, rented},
      {contract::event_type<contract::Returned>(), rented, rented, returned},
      {contract::event_type<contract::Cancelled>(), rented, rented, cancelled},
      {contract::event_type<contract::RentalRejected>(), requested, requested, rejected},
  }};
  const auto found = std::ranges::find(kinds, type, &Kind::type);
  return found == kinds.end() ? nullptr : &*found;
}

std::string_view RentalAudit::word(Status status) {
  switch (status) {
    case Status::none:
      return "not requested";
    case Status::requested:
      return "REQ_PAY";
    case Status::rented:
      return "RENTED";
    case Status::returned:
      return "RETURNED";
    case Status::cancelled:
      return "CANCELLED";
    case Status::rejected:
      return "REJECTED";
  }
  return "unknown";
}

void RentalAudit::take(const audit::LogEntry& entry, Findings& findings) {
  const Kind* kind = kind_of(entry.type);
  const auto id = audit::integer_field(entry.data, "rental_id");
  if (kind == nullptr || !id || *id < 1 || !entry.is_about("rental", *id))
    return findings.add(fmt::format("event rental:{} ({}, about {}) is none of rental's",
                                    entry.sequence, entry.type, entry.subject));
  Life& life = rentals_.at(*id);
  if (life.state.status != kind->from)
    findings.add(fmt::format("event rental:{} makes rental {} {}, which was {} before",
                             entry.sequence, *id, word(kind->to), word(life.state.status)));
  life.state.status = kind->to;
  life.events.add(entry.sequence);
  if (kind->to == Status::rejected)
    life.state.reason = number_of_reason(audit::field(entry.data, "reason").value_or(""));
  // A rental's user, book and price are said again by later events; the first time counts.
  const std::size_t from = kind->to == Status::requested ? 0 : first_of_later_events;
  for (audit::Fields fields(entry.data); fields.next();)
    for (std::size_t i = from; i < said.size(); ++i)
      if (fields.name() == said[i]) life.digest.put(static_cast<int>(i), fields.value());
}

std::vector<audit::Auditor::Check> RentalAudit::checks() {
  return {std::bind_front(&RentalAudit::check_copies, this),
          std::bind_front(&RentalAudit::check_lent, this),
          std::bind_front(&RentalAudit::check_awaiting, this)};
}

const RentalAudit::Life& RentalAudit::check_rental(const Row& row, Findings& findings) {
  const auto& [id, is, book, copy, digest] = row;
  const bool waits = is == "REQ_PAY" || is == "CANCELLING";
  Life& life = rentals_.at(id);
  if (std::exchange(life.seen, true)) return life;
  if (life.state.status == Status::none)
    findings.add(fmt::format("rental {} ({}) is in the table, and no event tells of it", id, is));
  else if ((waits ? std::string_view{"REQ_PAY"} : is) != word(life.state.status))
    findings.add(fmt::format("rental {} is {} in the table, and its events say {}", id, is,
                             word(life.state.status)));
  else if (digest != life.digest)
    findings.add(
        fmt::format("rental {} has another user, book, amount or time in the table "
                    "than its events say",
                    id));
  if (waits) {
    if (!awaits_.bind(id).step())
      findings.add(fmt::format("rental {} is {}, and nobody asks its payment again", id, is));
    awaits_.finish();
  }
  if (waits || is == "RENTED") check_holder(id, book, copy, findings);
  return life;
}

void RentalAudit::tell_unseen(Findings& findings) {
  if (std::exchange(unseen_told_, true)) return;
  rentals_.each([&](std::int64_t id, const Life& life) {
    if (life.state.status != Status::none && !life.seen)
      findings.add(fmt::format("rental {} is {} by its events, and not in the table", id,
                               word(life.state.status)));
  });
}

/// A copy has one place for a rental, so of two open rentals with the same copy one is told here.
void RentalAudit::check_holder(std::int64_t rental, std::int64_t book, std::int64_t copy,
                               Findings& findings) {
  const bool known = holder_.bind(book, copy).step();
  const std::int64_t holder = known ? holder_.integer("rental_id") : 0;
  holder_.finish();
  if (holder == rental) return;
  if (holder == 0)
    findings.add(
        fmt::format("rental {} is open, and copy {} of book {}, which it has, counts as "
                    "free",
                    rental, copy, book));
  else
    findings.add(fmt::format("copy {} of book {} is lent twice, by the rentals {} and {}", copy,
                             book, holder, rental));
}

Next RentalAudit::check_copies(const Page& page, Findings& findings) {
  store::Rows rows(store_,
                   "SELECT c.book_id, c.copy, c.rental_id, r.status, r.book_id AS rental_book, "
                   "r.copy AS rental_copy FROM copies c LEFT JOIN rentals r USING (rental_id) "
                   "WHERE (c.book_id, c.copy) > (?1, ?2) ORDER BY c.book_id, c.copy LIMIT ?3",
                   page.after.first, page.after.second, page.sql_limit());
  const int book = rows.column("book_id"), copy = rows.column("copy"),
            rental = rows.column("rental_id"), status = rows.column("status"),
            rental_book = rows.column("rental_book"), rental_copy = rows.column("rental_copy");
  std::int64_t read = 0;
  audit::Key key;
  while (rows.step()) {
    ++read;
    key = {rows.integer(book), rows.integer(copy)};
    if (rows.null(rental)) continue;
    const std::string_view is = rows.text(status);
    if (is != "REQ_PAY" && is != "CANCELLING" && is != "RENTED")
      findings.add(fmt::format("copy {} of book {} is held by rental {}, which is {}", key.second,
                               key.first, rows.integer(rental), is.empty() ? "not there" : is));
    else if (rows.integer(rental_book) != key.first || rows.integer(rental_copy) != key.second)
      findings.add(
          fmt::format("copy {} of book {} is held by rental {}, which has copy {} of book "
                      "{}",
                      key.second, key.first, rows.integer(rental), rows.integer(rental_copy),
                      rows.integer(rental_book)));
  }
  return page.is_filled_by(read) ? Next{key} : std::nullopt;
}

/// The number of lent copies is kept beside the book; a new copy's number is made from it.
Next RentalAudit::check_lent(const Page& page, Findings& findings) {
  store::Rows rows(store_,
                   "SELECT book_id, lent, "
                   "(SELECT count(rental_id) FROM copies c WHERE c.book_id = k.book_id) AS held, "
                   "(SELECT count(*) FROM copies c WHERE c.book_id = k.book_id) AS number, "
                   "(SELECT coalesce(max(copy), 0) FROM copies c WHERE c.book_id = k.book_id) "
                   "AS highest "
                   "FROM known_books k WHERE book_id > ?1 ORDER BY book_id LIMIT ?2",
                   page.after.first, page.sql_limit());
  const int book = rows.column("book_id"), lent = rows.column("lent"), held = rows.column("held"),
            number = rows.column("number"), highest = rows.column("highest");
  std::int64_t read = 0, id = 0;
  while (rows.step()) {
    ++read;
    id = rows.integer(book);
    if (rows.integer(lent) != rows.integer(held))
      findings.add(fmt::format("book {} counts {} lent copies, and {} are held by rentals", id,
                               rows.integer(lent), rows.integer(held)));
    if (rows.integer(number) != rows.integer(highest))
      findings.add(fmt::format("the copies of book {} go up to number {}, and there are {}", id,
                               rows.integer(highest), rows.integer(number)));
  }
  return page.is_filled_by(read) ? Next{audit::Key{id}} : std::nullopt;
}

Next RentalAudit::check_awaiting(const Page& page, Findings& findings) {
  store::Rows rows(store_,
                   "SELECT a.rental_id, r.status, p.final FROM awaiting_payment a "
                   "LEFT JOIN rentals r USING (rental_id) "
                   "LEFT JOIN replies p ON p.principal = a.principal AND p.key = a.key "
                   "WHERE a.rental_id > ?1 ORDER BY a.rental_id LIMIT ?2",
                   page.after.first, page.sql_limit());
  const int rental = rows.column("rental_id"), status = rows.column("status"),
            final = rows.column("final");
  std::int64_t read = 0, id = 0;
  while (rows.step()) {
    ++read;
    id = rows.integer(rental);
    const std::string_view is = rows.text(status);
    if (is != "REQ_PAY" && is != "CANCELLING")
      findings.add(fmt::format("rental {} is {}, and still waits for its payment", id,
                               is.empty() ? "not there" : is));
    else if (rows.null(final) || rows.integer(final) != 0)
      findings.add(
          fmt::format("rental {} waits for its payment, and whoever asked for it does not "
                      "wait for the reply",
                      id));
  }
  return page.is_filled_by(read) ? Next{audit::Key{id}} : std::nullopt;
}

RentalAudit::Status RentalAudit::status_of(std::int64_t rental) const {
  const Life* life = rentals_.find(rental);
  return life == nullptr ? Status::none : life->state.status;
}

void RentalAudit::judge(const audit::KeptReply& reply, Findings& findings) {
  const auto tell = [&](const std::string& what) {
    findings.add(
        fmt::format("the stored reply to {} under key {} {}", reply.principal, reply.key, what));
  };
  if (!reply.final) {
    if (!waiting_.bind(reply.principal, reply.key).step())
      tell("is not final, and no rental will make it so");
    return waiting_.finish();
  }
  const auto id = audit::integer_field(reply.error ? reply.details : reply.body, "rental_id");
  if (reply.error) {
    if (id && status_of(*id) != Status::rejected)
      tell(fmt::format("refuses rental {}, which is {}", *id, word(status_of(*id))));
    return;
  }
  if (!id) return tell("names no rental");
  const Status status = status_of(*id);
  if (status == Status::none) return tell(fmt::format("names rental {}, which is not there", *id));
  const std::string_view said_status = audit::field(reply.body, "status").value_or("");
  const bool was_rented =
      status == Status::rented || status == Status::returned || status == Status::cancelled;
  if (said_status == "RENTED" ? !was_rented : said_status != word(status))
    tell(fmt::format("says that rental {} is {}, and it is {}", *id, said_status, word(status)));
}

}  // namespace bookrent::rental
