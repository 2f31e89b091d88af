#include "daemons/payment/adapters/schema.hpp"

#include "common/turn/tables.hpp"

namespace bookrent::payment {
namespace {

constexpr std::uint32_t application_id = 0x42520004;

// A row without a status is a payment whose approval is still awaited. retry_at stands while the
// provider has something left to do, with who caused it. Money is captured only for a rental whose
// Rented was read, and given back only for one whose Cancelled was: the checks forbid anything
// else.
constexpr const char* payment_tables = R"sql(
  CREATE TABLE payments (
    payment_id        INTEGER NOT NULL PRIMARY KEY CHECK (payment_id > 0),
    rental_id         INTEGER NOT NULL CHECK (rental_id > 0),
    user_id           INTEGER,
    amount            INTEGER CHECK (amount >= 0),
    currency          TEXT,
    status            TEXT CHECK (status IN
                        ('AUTHORIZED', 'PAID', 'REFUNDED', 'VOIDED', 'DECLINED')),
    reason            TEXT,
    rented            INTEGER NOT NULL CHECK (rented IN (0, 1)),
    cancelled         INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    void_requested    INTEGER NOT NULL CHECK (void_requested IN (0, 1)),
    void_acknowledged INTEGER NOT NULL CHECK (void_acknowledged IN (0, 1)),
    actor             TEXT,
    traceparent       TEXT,
    retry_at          TEXT,
    CONSTRAINT paid_only_when_rented
      CHECK (rented = 1 OR status NOT IN ('PAID', 'REFUNDED')),
    CONSTRAINT refunded_only_when_cancelled
      CHECK (cancelled = 1 OR status <> 'REFUNDED'),
    CONSTRAINT only_a_tombstone_has_no_amount
      CHECK (status = 'VOIDED' OR (user_id IS NOT NULL AND amount IS NOT NULL
                                   AND currency IS NOT NULL))
  ) STRICT;
  CREATE INDEX payments_by_user ON payments(user_id);
  CREATE INDEX payments_by_status ON payments(status);
  CREATE INDEX payments_by_retry ON payments(retry_at) WHERE retry_at IS NOT NULL;

  CREATE TABLE callers (
    principal  TEXT NOT NULL,
    key        TEXT NOT NULL,
    payment_id INTEGER NOT NULL REFERENCES payments(payment_id),
    PRIMARY KEY (principal, key)
  ) STRICT;
  CREATE INDEX callers_by_payment ON callers(payment_id);
)sql";

// While rental is read anew: what becomes of the money when its rental is not heard of again.
constexpr const char* unheard = R"sql(
  ALTER TABLE payments ADD COLUMN unheard TEXT CHECK (unheard IN ('KEEP', 'GIVE_BACK'));
  CREATE INDEX payments_unheard ON payments(payment_id) WHERE unheard IS NOT NULL;
)sql";

// The same is refused as before, but it is said without a list: from one with more than two entries
// SQLite would build a temporary table for each row that is written. The table's own text is
// changed where SQLite keeps it, which its documentation allows for a CHECK: the rows stay.
constexpr const char* without_lists = R"sql(
  PRAGMA writable_schema=ON;
  UPDATE sqlite_schema SET sql = substr(sql, 1, instr(sql, 'status IN') - 1) ||
      'status = ''AUTHORIZED'' OR status = ''PAID'' OR status = ''REFUNDED'' OR ' ||
      'status = ''VOIDED'' OR status = ''DECLINED''' ||
      substr(sql, instr(sql, '''DECLINED''') + length('''DECLINED'')'))
    WHERE type = 'table' AND name = 'payments';
  PRAGMA writable_schema=RESET;
)sql";

}  // namespace

store::Schema schema() {
  return {application_id, {turn::tables() + payment_tables, unheard, without_lists}};
}

}  // namespace bookrent::payment
