#include "daemons/rental/adapters/awaiting_table.hpp"

namespace bookrent::rental {
namespace {

constexpr int taken_max = 256;  // a turn

Awaiting awaiting_of(store::Statement& row) {
  return {row.integer("rental_id"), row.text("principal"), row.text("key"),
          row.text("traceparent")};
}

}  // namespace

AwaitingTable::AwaitingTable(store::Store& store)
    : insert_(store,
              "INSERT INTO awaiting_payment(rental_id, principal, key, traceparent, retry_at) "
              "VALUES(?1, ?2, ?3, ?4, ?5)"),
      select_(store, "SELECT * FROM awaiting_payment WHERE rental_id = ?1"),
      select_ids_(store, "SELECT rental_id FROM awaiting_payment"),
      due_(store,
           "SELECT * FROM awaiting_payment WHERE retry_at <= ?1 OR retry_at > ?2 "
           "ORDER BY retry_at LIMIT ?3"),
      postpone_(store, "UPDATE awaiting_payment SET retry_at = ?2 WHERE rental_id = ?1"),
      earliest_(store, "SELECT min(retry_at) AS retry_at FROM awaiting_payment"),
      latest_(store, "SELECT max(retry_at) AS retry_at FROM awaiting_payment"),
      delete_(store, "DELETE FROM awaiting_payment WHERE rental_id = ?1") {}

void AwaitingTable::add(const Awaiting& awaiting, clock::Instant retry_at) {
  insert_.run(awaiting.rental_id, awaiting.principal, awaiting.key, awaiting.traceparent,
              clock::rfc3339(retry_at));
}

std::optional<Awaiting> AwaitingTable::find(std::int64_t rental_id) {
  if (!select_.bind(rental_id).step()) return std::nullopt;
  Awaiting awaiting = awaiting_of(select_);
  select_.finish();
  return awaiting;
}

std::vector<std::int64_t> AwaitingTable::rental_ids() {
  std::vector<std::int64_t> ids;
  select_ids_.bind();
  while (select_ids_.step()) ids.push_back(select_ids_.integer("rental_id"));
  return ids;
}

std::vector<Awaiting> AwaitingTable::take_due(clock::Instant now, clock::Instant next) {
  std::vector<Awaiting> taken;
  due_.bind(now, next, taken_max);
  while (due_.step()) taken.push_back(awaiting_of(due_));
  for (const Awaiting& awaiting : taken) postpone_.run(awaiting.rental_id, next);
  return taken;
}

bool AwaitingTable::any_due(clock::Instant now, clock::Instant next) {
  if (earliest() <= now) return true;
  latest_.bind().step();
  const auto text = latest_.optional_text("retry_at");
  latest_.finish();
  return text && *text > clock::rfc3339(next);
}

clock::Instant AwaitingTable::earliest() {
  earliest_.bind().step();
  const auto text = earliest_.optional_text("retry_at");
  earliest_.finish();
  return text ? clock::parse_rfc3339(*text).value_or(clock::Instant::min()) : clock::Instant::max();
}

void AwaitingTable::remove(std::int64_t rental_id) { delete_.run(rental_id); }

}  // namespace bookrent::rental
