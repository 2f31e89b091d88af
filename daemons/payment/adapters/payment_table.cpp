#include "daemons/payment/adapters/payment_table.hpp"

#include <stdexcept>

namespace bookrent::payment {
namespace {

using clock::Instant;

std::optional<PaymentStatus> status(const std::optional<std::string>& column) {
  if (!column) return std::nullopt;
  PaymentStatus status{};
  if (!contract::from_word(*column, status))
    throw std::runtime_error("payments holds an unknown status: " + *column);
  return status;
}

std::optional<contract::Money> money(store::Statement& row) {
  if (row.null("amount")) return std::nullopt;
  return contract::Money{row.integer("amount"), row.text("currency")};
}

Payment payment_of(store::Statement& row) {
  Payment payment;
  payment.id = row.integer("payment_id");
  payment.rental_id = row.integer("rental_id");
  payment.user_id = row.optional_integer("user_id");
  payment.money = money(row);
  payment.status = status(row.optional_text("status"));
  payment.reason = row.optional_text("reason");
  payment.rented = row.flag("rented");
  payment.cancelled = row.flag("cancelled");
  payment.void_requested = row.flag("void_requested");
  payment.void_acknowledged = row.flag("void_acknowledged");
  return payment;
}

PaymentTable::Row row_of(store::Statement& row) {
  return {payment_of(row),
          {row.optional_text("actor").value_or(""), row.optional_text("traceparent").value_or("")}};
}

/// `value`, if there is something to do.
template <class Value>
std::optional<Value> only(bool something_to_do, Value value) {
  return something_to_do ? std::optional{std::move(value)} : std::nullopt;
}

}  // namespace

PaymentTable::PaymentTable(store::Store& store)
    : select_(store, "SELECT * FROM payments WHERE payment_id = ?1"),
      upsert_(store,
              "INSERT INTO payments(payment_id, rental_id, user_id, amount, currency, status, "
              "reason, rented, cancelled, void_requested, void_acknowledged, actor, traceparent, "
              "retry_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) "
              "ON CONFLICT(payment_id) DO UPDATE SET status = excluded.status, "
              "reason = excluded.reason, rented = excluded.rented, "
              "cancelled = excluded.cancelled, void_requested = excluded.void_requested, "
              "void_acknowledged = excluded.void_acknowledged, actor = excluded.actor, "
              "traceparent = excluded.traceparent, retry_at = excluded.retry_at"),
      delete_(store, "DELETE FROM payments WHERE payment_id = ?1"),
      due_(store,
           "SELECT * FROM payments WHERE retry_at <= ?1 OR retry_at > ?2 "
           "ORDER BY retry_at LIMIT ?3"),
      earliest_(store,
                "SELECT retry_at FROM payments WHERE retry_at IS NOT NULL "
                "ORDER BY retry_at LIMIT 1"),
      list_all_(store,
                "SELECT * FROM payments WHERE payment_id > ?1 AND status IS NOT NULL "
                "ORDER BY payment_id LIMIT ?2"),
      list_by_status_(store,
                      "SELECT * FROM payments WHERE payment_id > ?1 AND status = ?3 "
                      "ORDER BY payment_id LIMIT ?2"),
      list_by_user_(store,
                    "SELECT * FROM payments WHERE payment_id > ?1 AND user_id = ?3 "
                    "AND status = coalesce(?4, status) ORDER BY payment_id LIMIT ?2"),
      unhear_(store,
              "UPDATE payments SET unheard = ?1 "
              "WHERE status IS NULL OR status IN ('AUTHORIZED', 'PAID')"),
      hear_(store,
            "UPDATE payments SET unheard = NULL WHERE payment_id = ?1 AND unheard IS NOT NULL"),
      unheard_(store,
               "SELECT * FROM payments WHERE unheard IS NOT NULL AND unheard = "
               "coalesce(?1, unheard) AND (status IS NULL OR status IN ('AUTHORIZED', 'PAID')) "
               "ORDER BY payment_id") {}

std::optional<PaymentTable::Row> PaymentTable::find(std::int64_t id) {
  if (!select_.bind(id).step()) return std::nullopt;
  Row row = row_of(select_);
  select_.finish();
  return row;
}

void PaymentTable::save(const Payment& payment, const Cause& cause, Instant retry_at) {
  const bool something_to_do = next_step(payment).has_value();
  const auto& money = payment.money;
  upsert_.run(payment.id, payment.rental_id, payment.user_id,
              money.transform([](const auto& known) { return known.amount; }),
              money.transform([](const auto& known) { return known.currency; }),
              payment.status.transform([](auto known) { return contract::word(known); }),
              payment.reason, payment.rented, payment.cancelled, payment.void_requested,
              payment.void_acknowledged, only(something_to_do, cause.actor),
              only(something_to_do, cause.traceparent), only(something_to_do, retry_at));
}

void PaymentTable::remove(std::int64_t id) { delete_.run(id); }

std::vector<PaymentTable::Row> PaymentTable::due(Instant now, Instant next, std::size_t most) {
  std::vector<Row> rows;
  due_.bind(now, next, static_cast<std::int64_t>(most));
  while (due_.step()) rows.push_back(row_of(due_));
  return rows;
}

Instant PaymentTable::earliest() {
  if (!earliest_.bind().step()) return Instant::max();
  const std::string text = earliest_.text("retry_at");
  earliest_.finish();
  return clock::parse_rfc3339(text).value_or(Instant::min());
}

void PaymentTable::await_again(bool give_back) { unhear_.run(give_back ? "GIVE_BACK" : "KEEP"); }

void PaymentTable::hear_of(std::int64_t payment_id) { hear_.run(payment_id); }

std::vector<PaymentTable::Row> PaymentTable::unheard(bool to_give_back) {
  std::vector<Row> rows;
  unheard_.bind(only(to_give_back, std::string{"GIVE_BACK"}));
  while (unheard_.step()) rows.push_back(row_of(unheard_));
  return rows;
}

store::Statement& PaymentTable::bind_list(const contract::ListPayments& query, std::int64_t most) {
  const std::int64_t after = query.after.value_or(0);
  const auto status = query.status.transform([](auto known) { return contract::word(known); });
  if (query.user_id) return list_by_user_.bind(after, most, *query.user_id, status);
  if (status) return list_by_status_.bind(after, most, *status);
  return list_all_.bind(after, most);
}

std::vector<Payment> PaymentTable::list(const contract::ListPayments& query, std::int64_t most) {
  std::vector<Payment> payments;
  store::Statement& rows = bind_list(query, most);
  while (rows.step()) payments.push_back(payment_of(rows));
  return payments;
}

std::optional<Payment> StoredPayments::find(std::int64_t id) {
  auto row = table_.find(id);
  return row ? std::optional{std::move(row->payment)} : std::nullopt;
}

}  // namespace bookrent::payment
