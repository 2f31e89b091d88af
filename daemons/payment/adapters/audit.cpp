#include "daemons/payment/adapters/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/audit/json_text.hpp"
#include "common/audit/row_cell.hpp"
#include "common/contract/audit.hpp"
#include "common/contract/codec.hpp"

namespace bookrent::payment {
namespace {

using audit::Findings;
using audit::Next;
using audit::Page;
using enum PaymentStatus;

struct Kind {
  std::string_view type;
  PaymentStatus to;
  bool prices;  // tells user and amount
};

const Kind* kind_of(std::string_view type) {
  static const std::array<Kind, 5> kinds{
      {{contract::event_type<contract::PaymentAuthorized>(), authorized, true},
       {contract::event_type<contract::PaymentDeclined>(), declined, true},
       {contract::event_type<contract::Paid>(), paid, false},
       {contract::event_type<contract::PaymentVoided>(), voided, false},
       {contract::event_type<contract::Refunded>(), refunded, false}}};
  const auto found = std::ranges::find(kinds, type, &Kind::type);
  return found == kinds.end() ? nullptr : &*found;
}

/// The arrows of the drawing in domain/payment.hpp.
bool leads(const std::optional<PaymentStatus>& from, PaymentStatus to) {
  if (!from) return to == authorized || to == declined || to == voided;
  if (*from == authorized) return to == paid || to == voided;
  return *from == paid && to == refunded;
}

std::string_view shown(const std::optional<PaymentStatus>& status) {
  return status ? contract::word(*status) : "not answered yet";
}

constexpr std::array<std::string_view, 5> said = {"rental_id", "user_id", "amount", "currency",
                                                  "reason"};
constexpr std::size_t place_of_reason = said.size() - 1;

// As much of a row as next_step() looks at, besides the status.
constexpr std::array<std::string_view, 4> flags = {"rented", "cancelled", "void_requested",
                                                   "void_acknowledged"};

Payment payment_of(const store::Rows& row, const std::array<int, flags.size()>& columns,
                   const std::optional<PaymentStatus>& status) {
  Payment payment;
  payment.status = status;
  payment.rented = row.integer(columns[0]) != 0;
  payment.cancelled = row.integer(columns[1]) != 0;
  payment.void_requested = row.integer(columns[2]) != 0;
  payment.void_acknowledged = row.integer(columns[3]) != 0;
  return payment;
}

std::optional<PaymentStatus> status_of_word(std::string_view text) {
  PaymentStatus status{};
  return contract::from_word(text, status) ? std::optional{status} : std::nullopt;
}

bool was(PaymentStatus said_status, PaymentStatus now) {
  return said_status == now || (said_status == authorized && now != declined) ||
         (said_status == paid && now == refunded);
}

}  // namespace

PaymentAudit::PaymentAudit(store::Store& store)
    : store_(store),
      stored_(store, "SELECT payment_id FROM payments WHERE payment_id = ?1"),
      waiting_(store, "SELECT payment_id FROM callers WHERE principal = ?1 AND key = ?2") {}

void PaymentAudit::take(const audit::LogEntry& entry, Findings& findings) {
  const Kind* kind = kind_of(entry.type);
  const auto id = audit::integer_field(entry.data, "payment_id");
  if (kind == nullptr || !id || *id < 1 || !entry.is_about("payment", *id))
    return findings.add(fmt::format("event payment:{} ({}, about {}) is none of payment's",
                                    entry.sequence, entry.type, entry.subject));
  Life& life = payments_.at(*id);
  if (!leads(life.state.status, kind->to))
    findings.add(fmt::format("event payment:{} makes payment {} {}, which was {} before",
                             entry.sequence, *id, contract::word(kind->to),
                             shown(life.state.status)));
  life.state.status = kind->to;
  life.events.add(entry.sequence);
  if (!kind->prices) return;
  life.state.priced = true;
  for (audit::Fields fields(entry.data); fields.next();)
    for (std::size_t i = 0; i < said.size(); ++i)
      if (fields.name() == said[i])
        life.digest.put(static_cast<int>(i), audit::unescaped_json(fields.value()));
}

std::vector<audit::Auditor::Check> PaymentAudit::checks() {
  return {std::bind_front(&PaymentAudit::check_callers, this)};
}

const PaymentAudit::Life& PaymentAudit::check_payment(const Row& row, Findings& findings) {
  const auto& [id, status, has_time, payment, digest] = row;
  Life& life = payments_.at(id);
  if (std::exchange(life.seen, true)) return life;
  const auto expected = life.state.status;
  if (payment.status != expected)
    findings.add(fmt::format("payment {} is {} in the table, and its events say {}", id,
                             status.empty() ? "not answered yet" : status, shown(expected)));
  else if (life.state.priced && digest != life.digest)
    findings.add(
        fmt::format("payment {} has another rental, user, amount or reason in the table "
                    "than its events say",
                    id));
  if (!has_time && next_step(payment))
    findings.add(fmt::format("payment {} has something left to do, and no time for it", id));
  return life;
}

/// One that came when a later one was stated already is in the table, and was not seen.
void PaymentAudit::tell_unseen(Findings& findings) {
  if (std::exchange(unseen_told_, true)) return;
  payments_.each([&](std::int64_t id, const Life& life) {
    if (!life.state.status || life.seen) return;
    if (!stored_.bind(id).step())
      findings.add(fmt::format("payment {} is {} by its events, and not in the table", id,
                               shown(life.state.status)));
    stored_.finish();
  });
}

/// Few: those who wait for the provider's answer.
Next PaymentAudit::check_callers(const Page&, Findings& findings) {
  store::Rows rows(store_,
                   "SELECT c.payment_id, p.payment_id AS known, r.final FROM callers c "
                   "LEFT JOIN payments p USING (payment_id) "
                   "LEFT JOIN replies r ON r.principal = c.principal AND r.key = c.key");
  const int payment = rows.column("payment_id"), known = rows.column("known"),
            final = rows.column("final");
  while (rows.step())
    if (rows.null(known) || rows.null(final) || rows.integer(final) != 0)
      findings.add(fmt::format("somebody who asked for payment {} is kept waiting for nothing",
                               rows.integer(payment)));
  return std::nullopt;
}

std::optional<PaymentStatus> PaymentAudit::status_of(std::int64_t payment) const {
  const Life* life = payments_.find(payment);
  return life == nullptr ? std::nullopt : life->state.status;
}

void PaymentAudit::judge(const audit::KeptReply& reply, Findings& findings) {
  const auto tell = [&](const std::string& what) {
    findings.add(
        fmt::format("the stored reply to {} under key {} {}", reply.principal, reply.key, what));
  };
  if (!reply.final) {
    if (!waiting_.bind(reply.principal, reply.key).step())
      tell("is not final, and no payment will make it so");
    return waiting_.finish();
  }
  if (reply.error) return;
  const auto id = audit::integer_field(reply.body, "payment_id");
  if (!id) return tell("names no payment");
  const auto now = status_of(*id);
  if (!now) return tell(fmt::format("names payment {}, which is not there", *id));
  const std::string_view text = audit::field(reply.body, "status").value_or("");
  const auto then = status_of_word(text);
  if (!then || !was(*then, *now))
    tell(fmt::format("says that payment {} is {}, and it is {}", *id, text, shown(now)));
}

bool PaymentAudit::state(std::string_view subject, const Page& page, audit::Answer& answer,
                         Findings& findings) {
  namespace about = contract::about;
  if (subject != about::rental) return false;
  for (const auto column :
       {about::payment_id, about::user_id, about::amount, about::currency, about::was_rented,
        about::was_cancelled, about::payment_status, about::payment_events})
    answer.columns.emplace_back(column);
  // A payment's id is its rental's, which is how both know it.
  store::Rows rows(store_,
                   "SELECT * FROM payments WHERE payment_id > ?1 ORDER BY payment_id LIMIT ?2",
                   page.after.first, page.sql_limit());
  const int payment = rows.column("payment_id"), status = rows.column("status"),
            retry_at = rows.column("retry_at");
  const auto told = rows.columns(said);
  const auto flag = rows.columns(flags);
  std::int64_t read = 0, id = 0;
  for (; rows.step(); ++read) {
    id = rows.integer(payment);
    audit::FactLine line(answer, {id});
    audit::Digest digest;
    for (std::size_t i = 0; i < told.size(); ++i) {
      const store::Cell cell = rows.cell(told[i]);
      const audit::CellText text(cell);
      if (!cell.null()) digest.put(static_cast<int>(i), text.view());
      if (i == place_of_reason) continue;  // which is nobody else's
      if (cell.null())
        line.unsaid();
      else
        line.text(text.view());
    }
    const std::string_view is = rows.text(status);
    const Life& life = check_payment(
        {id, is, !rows.null(retry_at), payment_of(rows, flag, status_of_word(is)), digest},
        findings);
    line.number(rows.integer(flag[0])).number(rows.integer(flag[1])).text(is);
    line.text(life.events.text());
  }
  if (page.is_filled_by(read))
    answer.next = text_of(audit::Key{id});
  else
    tell_unseen(findings);
  return true;
}

}  // namespace bookrent::payment
