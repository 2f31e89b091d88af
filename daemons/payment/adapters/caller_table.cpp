#include "daemons/payment/adapters/caller_table.hpp"

namespace bookrent::payment {

CallerTable::CallerTable(store::Store& store)
    : insert_(store, "INSERT INTO callers(principal, key, payment_id) VALUES(?1, ?2, ?3)"),
      of_(store, "SELECT principal, key FROM callers WHERE payment_id = ?1"),
      forget_(store, "DELETE FROM callers WHERE payment_id = ?1") {}

void CallerTable::add(std::int64_t payment_id, const Caller& caller) {
  insert_.run(caller.principal, caller.key, payment_id);
}

std::vector<Caller> CallerTable::take(std::int64_t payment_id) {
  std::vector<Caller> callers;
  of_.bind(payment_id);
  while (of_.step()) callers.push_back({of_.text("principal"), of_.text("key")});
  if (!callers.empty()) forget_.run(payment_id);
  return callers;
}

}  // namespace bookrent::payment
