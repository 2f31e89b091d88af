#include "common/store/copy.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace bookrent::store {

Copy::Copy(Store& source, const std::filesystem::path& file)
    : target_(std::make_unique<SQLite::Database>(file.string(),
                                                 SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)) {
  // A copy that is not finished is worth nothing: it needs no journal, and no sync before its end.
  target_->exec("PRAGMA locking_mode=EXCLUSIVE");
  target_->exec("PRAGMA journal_mode=OFF");
  target_->exec("PRAGMA synchronous=OFF");
  backup_ = std::make_unique<SQLite::Backup>(*target_, source.database());
  step(0);
}

void Copy::advance() {
  step(0);  // how much there is by now
  step(static_cast<int>(std::clamp<std::int64_t>(remaining_ - 1, 0, copied_pages_max)));
}

void Copy::step(int pages) {
  const int result = backup_->executeStep(pages);
  if (result != SQLITE_OK && result != SQLITE_DONE) throw SQLite::Exception("busy", result);
  pages_ = backup_->getTotalPageCount();
  remaining_ = backup_->getRemainingPageCount();
}

void Copy::cut() {
  step(-1);
  backup_.reset();
  target_.reset();
}

}  // namespace bookrent::store
