#include "common/audit/log_part.hpp"

#include <fmt/format.h>

namespace bookrent::audit {
namespace {

std::string epoch_of(store::Store& store) {
  store::Rows rows(store, "SELECT epoch FROM log_identity");
  return rows.step() ? std::string{rows.text(rows.column("epoch"))} : std::string{};
}

std::string missing(const std::string& source, std::int64_t first, std::int64_t last) {
  return first == last ? fmt::format("event {}:{} is missing from the log", source, first)
                       : fmt::format("events {0}:{1} to {0}:{2} are missing from the log", source,
                                     first, last);
}

}  // namespace

eventlog::Chain stored_chain(std::string_view bytes) {
  eventlog::Chain chain{};
  return bytes.size() == chain.size() ? eventlog::chain_from_bytes(bytes) : chain;
}

LogPart::LogPart(std::string source, store::Store& store, Auditor& auditor)
    : source_(std::move(source)),
      store_(store),
      auditor_(auditor),
      epoch_(epoch_of(store)),
      entries_(source_) {}

bool LogPart::read_on(std::int64_t limit, Findings& findings) {
  if (sequence_ == 0 && epoch_.empty()) findings.add("the log has no epoch (log_identity)");
  store::Rows rows(store_,
                   "SELECT seq, event, chain FROM event_log WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                   sequence_, limit > 0 ? limit : -1);
  const int seq = rows.column("seq"), event = rows.column("event"), chain = rows.column("chain");
  std::int64_t read = 0;
  while (rows.step()) {
    take(rows.integer(seq), rows.text(event), rows.text(chain), findings);
    ++read;
  }
  return limit == 0 || read < limit;
}

void LogPart::take(std::int64_t sequence, std::string_view event, std::string_view chain,
                   Findings& findings) {
  const eventlog::Chain stored = stored_chain(chain);
  verify(sequence, event, stored, findings);
  sequence_ = sequence;
  chain_ = stored;
  const auto entry = entries_.read(event, sequence);
  if (entry)
    auditor_.take(*entry, findings);
  else
    findings.add(fmt::format("event {}:{} {}", source_, sequence, entry.error()));
}

/// Behind a gap nothing is known of the chain before; behind a break the stored one counts, so that
/// each break is told once.
void LogPart::verify(std::int64_t sequence, std::string_view event, const eventlog::Chain& stored,
                     Findings& findings) {
  if (sequence != sequence_ + 1) return findings.add(missing(source_, sequence_ + 1, sequence - 1));
  if (eventlog::next_chain(chain_, event) != stored)
    findings.add(
        fmt::format("event {}:{} was changed, or its place in the chain was: the hash "
                    "does not fit",
                    source_, sequence));
}

}  // namespace bookrent::audit
