#include "daemons/payment/adapters/caller_table.hpp"

namespace bookrent::payment {

CallerTable::CallerTable(store::Store& store)
    : insert_(store, "INSERT INTO callers(principal, key, payment_id) VALUES(?1, ?2, ?3)"),
      take_(store, "DELETE FROM callers WHERE payment_id = ?1 RETURNING principal, key") {}

void CallerTable::add(std::int64_t payment_id, const Caller& caller) {
  insert_.run(caller.principal, caller.key, payment_id);
}

std::vector<Caller> CallerTable::take(std::int64_t payment_id) {
  std::vector<Caller> callers;
  take_.bind(payment_id);
  while (take_.step()) callers.push_back({take_.text("principal"), take_.text("key")});
  return callers;
}

}  // namespace bookrent::payment
