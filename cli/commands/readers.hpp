#pragma once
// How far the readers of each source have come, put together from what the gateway and the contexts
// say of themselves.
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"

namespace bookrent::cli {

/// The breaker of a context that calls another.
struct BreakerShown {
  std::string state;  // closed, open or half_open
  std::int64_t in_flight = 0;
  std::optional<std::string> since;  // RFC 3339; nothing: since the daemon started
  std::optional<std::int64_t> retry_after_ms;
};

struct ReaderState {
  std::string context;
  bool alive = false;
  bool ready = false;
  std::int64_t in_flight = 0;
  std::int64_t queued = 0;
  std::int64_t head = 0;                          // of its own log
  std::map<std::string, std::int64_t> positions;  // of each source it reads
  std::vector<std::string> stopped;               // why reading a source was stopped
  bool rewound = false;                           // a source lost what it had read
  std::optional<BreakerShown> breaker = {};
  std::vector<std::string> problems = {};  // why it does not serve as it should
  std::vector<std::string> warnings = {};
};

/// Every context of a suite, in the order of their names; the live ones asked just now, the others
/// as they were when the gateway last heard of them, if it ever did.
std::expected<std::vector<ReaderState>, ExitStatus> reader_states(Session& session);

/// For each source how many of its events the reader furthest behind has still to apply.
std::expected<std::map<std::string, std::int64_t>, ExitStatus> events_behind(Session& session);
std::map<std::string, std::int64_t> events_behind(const std::vector<ReaderState>& states);

}  // namespace bookrent::cli
