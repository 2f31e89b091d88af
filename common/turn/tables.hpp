#pragma once
#include <string>

namespace bookrent::turn {

/// The SQL of the tables that every context's database has beside its own: event log, positions and
/// idempotency log. It is the beginning of the first step of each context's schema.
std::string tables();

}  // namespace bookrent::turn
