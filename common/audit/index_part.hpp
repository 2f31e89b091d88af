#pragma once
#include "common/store/store.hpp"

namespace bookrent::audit {

/// Whether every index has the entries that its table's rows make, in order, and no others: what
/// SQLite's integrity_check knows of indexes, found by reading both from end to end instead of
/// looking each row up. Does not tell what is wrong. False also of an index that sorts in an
/// unusual way, which this does not know.
bool indexes_agree(store::Store& store);

}  // namespace bookrent::audit
