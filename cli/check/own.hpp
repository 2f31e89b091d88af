#pragma once
// What each context finds wrong in its own database, and where each stands in the logs of others.
#include <span>

#include "cli/check/check.hpp"
#include "cli/check/unread.hpp"

namespace bookrent::cli {

/// What each finds wrong with its file: its schema, pages, indexes and references. Each looks at it
/// beside all else that it is asked, from the beginning on.
class Files {
 public:
  /// Asks nothing of contexts that serve. `sources` is borrowed.
  Files(std::span<Source* const> sources, const CheckOptions& options);
  /// Waits until all have looked. Throws SourceFailed.
  void finish(const Tell& tell, Unread& unread);

 private:
  std::span<Source* const> sources_;
  std::vector<Source::Ticket> asked_;  // as long as sources_, or empty
};

/// Lets all examine their logs and tables at the same time. Returns how many events there are.
/// Throws SourceFailed.
std::int64_t check_own(std::span<Source* const> sources, const CheckOptions& options,
                       const Tell& tell, Unread& unread);

struct Places {
  std::vector<Behind> behind;
  /// (owner, reader) pairs whose reader has read all, of this very log.
  std::vector<std::pair<std::string, std::string>> read_up;
};
Places check_positions(std::span<Source* const> sources, const Tell& tell);

}  // namespace bookrent::cli
