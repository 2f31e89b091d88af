#pragma once
// One event of a log as an audit reads it: views into the stored bytes.
#include <cstdint>
#include <expected>
#include <optional>
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

/// Reads the events of the log of `source`.
class EntryReader {
 public:
  explicit EntryReader(const std::string& source);

  /// The event that stands at `sequence`. Valid as long as `event` is, until the next one is read.
  /// Error: what is wrong with it, for people.
  std::expected<LogEntry, std::string> read(std::string_view event, std::int64_t sequence);

 private:
  std::optional<LogEntry> read_usual(std::string_view text, std::int64_t sequence) const;

  std::string source_;
  std::string before_number_, before_type_;
  std::string kept_;  // an event of an unusual form
};

}  // namespace bookrent::audit
