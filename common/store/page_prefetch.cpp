#include "common/store/page_prefetch.hpp"

namespace bookrent::store {

PagePrefetch::PagePrefetch(SQLite::Database& database) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  constexpr int first_that_maps = 3;
  if (file == nullptr || file->pMethods == nullptr || file->pMethods->iVersion < first_that_maps)
    return;
  system_ = file->pMethods;
  methods_ = *system_;
  methods_.xFetch = fetch;
  file->pMethods = &methods_;
}

int PagePrefetch::fetch(sqlite3_file* file, sqlite3_int64 offset, int bytes, void** page) {
  constexpr int line_bytes = 64;
  const auto& self = *reinterpret_cast<const PagePrefetch*>(file->pMethods);
  const int result = self.system_->xFetch(file, offset, bytes, page);
  if (result == SQLITE_OK && *page != nullptr)
    for (int line = 0; line < bytes; line += line_bytes)
      __builtin_prefetch(static_cast<const char*>(*page) + line);
  return result;
}

}  // namespace bookrent::store
