#pragma once
// One event of a log as an audit reads it: views into the stored bytes.
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace bookrent::audit {

struct LogEntry {
  std::int64_t sequence = 0;
  std::string_view type;
  std::string_view subject;
  std::string_view data;  // a JSON object, as it was written

  /// Whether its subject is `what/id`.
  bool is_about(std::string_view what, std::int64_t id) const;
};

/// Reads the event that stands at `sequence` of the log of `source`. `kept` holds what an event of
/// an unusual form needs. Error: what is wrong with it, for people.
std::expected<LogEntry, std::string> read_entry(std::string_view event, std::string_view source,
                                                std::int64_t sequence, std::string& kept);

}  // namespace bookrent::audit
