#pragma once
// For whoever reads a mapped database from end to end. SQLite looks at each page here and there,
// and waits for the memory at every look; asked for at once, all of a page comes in the time of
// one.
#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

namespace bookrent::store {

/// Stands between SQLite and its VFS for one open database; it must live longer than that.
class PagePrefetch {
 public:
  explicit PagePrefetch(SQLite::Database& database);
  PagePrefetch(const PagePrefetch&) = delete;
  PagePrefetch& operator=(const PagePrefetch&) = delete;
  ~PagePrefetch() = default;

 private:
  static int fetch(sqlite3_file* file, sqlite3_int64 offset, int bytes, void** page);

  sqlite3_io_methods methods_{};  // first: the file that SQLite calls them with leads here
  const sqlite3_io_methods* system_ = nullptr;
};

}  // namespace bookrent::store
