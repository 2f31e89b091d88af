#include "common/turn/tables.hpp"

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

}  // namespace bookrent::turn
