#pragma once
#include <cstdint>
#include <string>

#include "common/clock/instant.hpp"

namespace bookrent::turn {

/// The SQL of the tables that every context's database has beside its own: event log, positions and
/// idempotency log. It is the beginning of the first step of each context's schema.
std::string tables();

/// The SQL of a table `ids` with one number, `first`: ids are given from there on. A step of the
/// schema of a context that gives ids.
std::string ids_table();
/// The SQL of an expression: the id to be given next in `column` of `table`.
std::string next_id(const std::string& table, const std::string& column);
/// Where ids go on in a restored database. Those that were given after the backup are known to
/// others, a payment provider among them, and must never be given again: so at least half a million
/// are left out behind `next`, the highest of the next ids of all databases that are still there,
/// and some for each minute that has passed since the newest event of the restored one, for those
/// that are there no more.
std::int64_t first_id_after_restore(std::int64_t next, clock::Milliseconds since_newest_event);
/// The SQL that lets ids go on at `first`, of a database with ids_table().
std::string begin_ids(std::int64_t first);

}  // namespace bookrent::turn
