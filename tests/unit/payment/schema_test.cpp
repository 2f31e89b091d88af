#include <SQLiteCpp/Database.h>
#include <gtest/gtest.h>

#include "daemons/payment/adapters/schema.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::payment {
namespace {

TEST(OldPayments, are_kept_and_refuse_what_they_refused) {
  const support::ScratchDirectory scratch;
  const auto file = scratch.path() / "payment.db";
  store::Schema old = schema();
  old.steps.resize(2);
  (*store::Store::open(file, old))
      ->database()
      .exec(
          "INSERT INTO payments VALUES(1, 1, 1, 1500, 'KRW', 'AUTHORIZED', NULL, 1, 1, 0, 0, NULL, "
          "NULL, NULL, NULL)");
  const auto store = *store::Store::open(file, schema());
  SQLite::Database& database = store->database();
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  for (const std::string status : {"PAID", "REFUNDED", "VOIDED", "DECLINED", "AUTHORIZED"})
    EXPECT_EQ(database.exec("UPDATE payments SET status = '" + status + "'"), 1);
  EXPECT_THROW(database.exec("UPDATE payments SET status = 'LOST'"), SQLite::Exception);
}

}  // namespace
}  // namespace bookrent::payment
