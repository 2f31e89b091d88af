#pragma once
// A context's own part in an examination of its database: what its tables must be, given its log,
// and what it knows of things that others speak of too. It only reads.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/audit/answer.hpp"
#include "common/audit/log_entry.hpp"

namespace bookrent::audit {

/// What is wrong, a sentence each. Beyond a limit it is only counted.
class Findings {
 public:
  void add(std::string finding) {
    if (found_.size() < findings_max)
      found_.push_back(std::move(finding));
    else
      ++more_;
  }
  /// All of them, and a last one that tells how many there are besides.
  std::vector<std::string> take();

 private:
  static constexpr std::size_t findings_max = 1000;
  std::vector<std::string> found_;
  std::int64_t more_ = 0;
};

/// A page: what follows `after`, at most `limit` rows, or all when that is 0.
struct Page {
  Key after;
  std::int64_t limit = 0;
  /// For SQL, where a negative limit is none.
  std::int64_t sql_limit() const { return limit > 0 ? limit : -1; }
  /// Whether so many rows are all that it takes, so that more may follow.
  bool is_filled_by(std::int64_t rows) const { return limit > 0 && rows == limit; }
};
/// Where the next page goes on; nothing after the last.
using Next = std::optional<Key>;

/// One entry of the idempotency log, of a command that was answered or still runs.
struct KeptReply {
  std::string_view principal;
  std::string_view key;
  bool final = false;
  bool applied = false;
  bool error = false;
  std::string_view reason;   // of the error
  std::string_view details;  // of the error: a JSON object, or empty
  std::string_view body;
};

class Auditor {
 public:
  using Check = std::function<Next(const Page& page, Findings& findings)>;

  Auditor() = default;
  Auditor(const Auditor&) = delete;
  Auditor& operator=(const Auditor&) = delete;
  virtual ~Auditor() = default;

  /// Takes the next event of the own log. Everything below is asked after the last one.
  virtual void take(const LogEntry& entry, Findings& findings) = 0;
  /// The checks of its own tables, each to be called until there is no next page. A table of
  /// millions of rows that facts are stated from is held against the log as they are, in state().
  virtual std::vector<Check> checks() = 0;
  virtual void judge(const KeptReply& reply, Findings& findings) = 0;
  /// States the facts about a subject, and finds what is wrong with the rows they are from. False
  /// when this context does not speak of it.
  virtual bool state(std::string_view subject, const Page& page, Answer& answer,
                     Findings& findings) = 0;
};

}  // namespace bookrent::audit
