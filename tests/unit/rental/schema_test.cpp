#include <SQLiteCpp/Database.h>
#include <gtest/gtest.h>

#include "daemons/rental/adapters/schema.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::rental {
namespace {

/// A database as it was before the lists were taken out of its schema, with one rental.
class OldRentals : public testing::Test {
 protected:
  OldRentals() {
    store::Schema old = schema();
    old.steps.resize(2);
    const auto store = *store::Store::open(file_, old);
    store->database().exec(rent_ + "'RENTED')");
  }

  const support::ScratchDirectory scratch_;
  const std::filesystem::path file_ = scratch_.path() / "rental.db";
  const std::string rent_ =
      "INSERT INTO rentals(user_id, book_id, copy, amount, currency, days, requested_at, status) "
      "VALUES(1, 1, 1, 1500, 'KRW', 14, '2026-11-22T08:05:00.125Z', ";
};

TEST_F(OldRentals, are_kept_and_refuse_what_they_refused) {
  const auto store = *store::Store::open(file_, schema());
  SQLite::Database& database = store->database();
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_THROW(database.exec(rent_ + "'REQ_PAY')"), SQLite::Exception);
  EXPECT_EQ(database.exec("UPDATE rentals SET status = 'CANCELLING'"), 1);
  EXPECT_THROW(database.exec(rent_ + "'RENTED')"), SQLite::Exception);
  EXPECT_EQ(database.exec("UPDATE rentals SET status = 'REJECTED'"), 1);
  EXPECT_THROW(database.exec(rent_ + "'LOST')"), SQLite::Exception);
  for (const std::string status : {"REQ_PAY", "RETURNED", "CANCELLED"})
    EXPECT_EQ(database.exec("UPDATE rentals SET status = '" + status + "'"), 1);
}

TEST_F(OldRentals, are_written_without_a_temporary_table_from_then_on) {
  const auto store = *store::Store::open(file_, schema());
  for (const std::string& sql :
       {rent_ + "'REQ_PAY')", std::string{"UPDATE rentals SET status = ?"}}) {
    SQLite::Statement plan(store->database(), "EXPLAIN " + sql);
    while (plan.executeStep())
      EXPECT_NE(plan.getColumn("opcode").getString(), "OpenEphemeral") << sql;
  }
}

}  // namespace
}  // namespace bookrent::rental
