#pragma once
#include "common/audit/auditor.hpp"
#include "common/store/store.hpp"

namespace bookrent::audit {

/// The end of the log that the stored replies may speak of.
struct LogEnd {
  std::string_view source;
  std::int64_t sequence = 0;
};

/// Gives at most `limit` stored replies behind `after` to the auditor, and checks what is the same
/// for every context. Returns where to go on; nothing when there are no more.
std::optional<std::string> check_replies(store::Store& store, Auditor& auditor, const LogEnd& end,
                                         std::string_view after, std::int64_t limit,
                                         Findings& findings);

}  // namespace bookrent::audit
