#include "common/turn/tables.hpp"

#include <fmt/format.h>

#include "common/eventlog/log.hpp"
#include "common/eventlog/subscription.hpp"
#include "common/turn/replies.hpp"

namespace bookrent::turn {

std::string tables() {
  std::string sql{eventlog::Log::tables()};
  sql += eventlog::Subscription::tables();
  sql += Replies::tables();
  return sql;
}

std::string ids_table() {
  return R"sql(
    CREATE TABLE ids (
      first INTEGER NOT NULL CHECK (first > 0)
    ) STRICT;
    INSERT INTO ids(first) VALUES(1);
  )sql";
}

std::string next_id(const std::string& table, const std::string& column) {
  return fmt::format(
      "(SELECT max(id) FROM (SELECT first AS id FROM ids UNION ALL SELECT max({1}) + 1 FROM {0}))",
      table, column);
}

std::string skip_ids(const std::string& table, const std::string& column) {
  return fmt::format(
      "UPDATE ids SET first = 1 + ((SELECT max(id) FROM (SELECT first AS id FROM ids UNION ALL "
      "SELECT max({1}) FROM {0})) + 1499999) / 1000000 * 1000000;",
      table, column);
}

}  // namespace bookrent::turn
