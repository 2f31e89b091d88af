#pragma once
#include <string>

namespace bookrent::turn {

/// The SQL of the tables that every context's database has beside its own: event log, positions and
/// idempotency log. It is the beginning of the first step of each context's schema.
std::string tables();

/// The SQL of a table `ids` with one number, `first`: ids are given from there on. A step of the
/// schema of a context that gives ids.
std::string ids_table();
/// The SQL of an expression: the id to be given next in `column` of `table`.
std::string next_id(const std::string& table, const std::string& column);
/// The SQL for Schema::restored of a context that gives its ids in `column` of `table`. Ids that
/// were given after the backup are known to others, a payment provider among them, and must never
/// be given again: so new ones begin at the next million that leaves out at least half a million.
std::string skip_ids(const std::string& table, const std::string& column);

}  // namespace bookrent::turn
