#pragma once
#include "common/audit/auditor.hpp"
#include "common/store/store.hpp"

namespace bookrent::audit {

/// What SQLite itself finds wrong in the file, references to rows that are not there, and where the
/// schema is not the one that this program makes. Reads the whole file.
void check_database(store::Store& store, Findings& findings);

}  // namespace bookrent::audit
