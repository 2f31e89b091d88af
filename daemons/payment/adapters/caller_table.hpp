#pragma once
// Who waits to hear what becomes of a payment; in SQLite, so that they are answered after a restart
// too.
#include <cstdint>
#include <string>
#include <vector>

#include "common/store/statement.hpp"

namespace bookrent::payment {

struct Caller {
  std::string principal;  // who asked, as in the idempotency log
  std::string key;        // under which key
};

class CallerTable {
 public:
  explicit CallerTable(store::Store& store);

  void add(std::int64_t payment_id, const Caller& caller);
  /// Takes out all who wait for this payment.
  std::vector<Caller> take(std::int64_t payment_id);

 private:
  store::Statement insert_;
  store::Statement of_;
  store::Statement forget_;
};

}  // namespace bookrent::payment
