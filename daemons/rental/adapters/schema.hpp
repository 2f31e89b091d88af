#pragma once
#include <string>

#include "common/store/store.hpp"

namespace bookrent::rental {

/// SQL that says of a row of `rentals` that it is open, so that a copy is lent for it. The indexes
/// on open rentals have it word by word, and SQLite uses them only for the same words. It is no
/// list with IN: from that SQLite would build a temporary table for each row that is written.
inline constexpr const char* is_open =
    "(status = 'REQ_PAY' OR status = 'CANCELLING' OR status = 'RENTED')";

store::Schema schema();

}  // namespace bookrent::rental
