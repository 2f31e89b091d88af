#include "common/turn/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

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

std::int64_t first_id_after_restore(std::int64_t next, clock::Milliseconds since_newest_event) {
  constexpr std::int64_t million = 1'000'000, ids_a_minute = 1'000;
  const std::int64_t minutes = std::max<std::int64_t>(
      0, std::chrono::floor<std::chrono::minutes>(since_newest_event).count());
  return 1 + (next + million / 2 + million - 2) / million * million + minutes * ids_a_minute;
}

std::string begin_ids(std::int64_t first) {
  return fmt::format("UPDATE ids SET first = {};", first);
}

}  // namespace bookrent::turn
