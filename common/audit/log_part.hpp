#pragma once
// Reads a context's log from its first event, once: verifies numbers, ids and chain, and gives each
// event to the auditor.
#include "common/audit/auditor.hpp"
#include "common/audit/log_entry.hpp"
#include "common/eventlog/chain.hpp"
#include "common/store/rows.hpp"

namespace bookrent::audit {

/// The hash that a row has; zeros, which fit nothing, when it is none.
eventlog::Chain stored_chain(std::string_view bytes);

class LogPart {
 public:
  LogPart(std::string source, store::Store& store, Auditor& auditor);

  /// Reads at most `limit` events more, or all when that is 0. True when none is left.
  bool read_on(std::int64_t limit, Findings& findings);

  /// Of the newest event that was read.
  std::int64_t sequence() const { return sequence_; }
  const std::string& source() const { return source_; }
  const std::string& epoch() const { return epoch_; }

 private:
  void take(std::int64_t sequence, std::string_view event, std::string_view chain,
            Findings& findings);
  void verify(std::int64_t sequence, std::string_view event, const eventlog::Chain& stored,
              Findings& findings);

  std::string source_;
  store::Store& store_;
  Auditor& auditor_;
  std::string epoch_;
  std::int64_t sequence_ = 0;
  eventlog::Chain chain_{};
  EntryReader entries_;
};

}  // namespace bookrent::audit
