#pragma once
// A copy of a live database, made a few pages at a time between its transactions through its own
// connection (SQLite's online backup API), so that it serves meanwhile. What is changed in pages
// that were copied already is changed in the copy too; the copy is the database as it was at cut().
#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <filesystem>
#include <memory>

#include "common/store/store.hpp"

namespace bookrent::store {

/// Pages of 4 KiB that are copied between two turns: a millisecond or so, which is how long others
/// wait for it.
inline constexpr int copied_pages_max = 256;

class Copy {
 public:
  /// Begins a copy in `file`, which must not exist. Throws SQLite::Exception, as all of these do.
  Copy(Store& source, const std::filesystem::path& file);

  /// Copies some pages, but for the last one: until cut() nothing is final. Not in a transaction.
  void advance();
  /// Only what was changed since is left for cut().
  bool nearly_done() const { return remaining_ <= 1; }
  /// Copies what is left and closes the copy, which need not be on the disk yet.
  void cut();

  std::int64_t pages() const { return pages_; }
  std::int64_t copied() const { return pages_ - remaining_; }

 private:
  void step(int pages);

  std::unique_ptr<SQLite::Database> target_;
  std::unique_ptr<SQLite::Backup> backup_;
  std::int64_t pages_ = 0;
  std::int64_t remaining_ = 0;
};

}  // namespace bookrent::store
