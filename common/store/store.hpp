#pragma once
// One context's SQLite database: opened exclusively (which also makes the daemon a singleton),
// WAL, synchronous=FULL, brought to the newest schema. All work happens in transactions.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/store/page_prefetch.hpp"

namespace bookrent::store {

/// The schema of one kind of database. `steps[n]` is SQL that leads from version n to n + 1; the
/// version in use stands in SQLite's user_version.
struct Schema {
  /// Marks the file as ours and of this context (SQLite's application_id).
  std::uint32_t application_id;
  std::vector<std::string> steps;
  /// The SQL of an expression: the id that is to be given next. Empty: none are given.
  std::string next_id = {};
  /// SQL that makes a restored copy fit to go on in the world that has seen its future.
  std::string restored = {};
  /// Of the write-ahead log, which the commit that reaches so many writes back to the file. A long
  /// log brings a page there once for many commits that change it, and is written back for longer.
  int log_pages = 1000;
};

enum class OpenProblem {
  in_use,      // another process holds it
  foreign,     // not a database of this program and context; untouched
  newer,       // written by a newer version of this program; untouched
  older,       // only to be read, and its daemon has not brought it to this version yet
  unreadable,  // the file system or SQLite said no
};
struct OpenError {
  OpenProblem problem;
  std::string message;
};

/// What a failed statement or commit means for the daemon.
enum class StorageFault {
  full,     // no space: nothing was changed, go on and say so
  refused,  // a constraint of the schema: a bug or a race that the schema caught
  broken,   // the disk or the file cannot be trusted any more: stop at once
};
StorageFault fault_of(const SQLite::Exception& exception);

class Store {
 public:
  /// `vfs` names a registered SQLite VFS; empty is gathering_vfs().
  static std::expected<std::unique_ptr<Store>, OpenError> open(const std::filesystem::path& file,
                                                               const Schema& schema,
                                                               const std::string& vfs = {});

  /// Opens what is there to be looked at only: nothing is made, brought to a newer schema or
  /// written, and the file and its log stay byte for byte as they are. A database that is missing
  /// is `unreadable`, one of an older schema is `older`. It is mapped: a failing disk is SIGBUS.
  static std::expected<std::unique_ptr<Store>, OpenError> open_to_read(
      const std::filesystem::path& file, const Schema& schema);

  /// Another connection to what `reader` has opened to read, for another thread of this process:
  /// the reader's lock is for both. To be closed when nothing more is read, and before the reader,
  /// for with it the kernel drops that lock.
  static std::unique_ptr<Store> open_beside(const Store& reader);

  /// Whether a process has the database open; false also where there is none.
  static bool in_use(const std::filesystem::path& file);

  SQLite::Database& database() { return database_; }
  /// That it was opened with.
  const Schema& schema() const { return schema_; }
  const std::filesystem::path& file() const { return file_; }

  void begin();
  /// On return everything since begin() is on disk. Throws SQLite::Exception when it is not; also
  /// when it is, in the write-ahead log, and that could not be brought to the file: `broken`.
  void commit();
  /// Forgets everything since begin(); harmless when SQLite has already rolled back.
  void rollback();
  bool in_transaction() const;
  /// Rows that were written since it was opened, also what was undone since.
  std::int64_t changes() const;
  /// Back to a new database: the schema's tables with nothing in them, and what `more` (SQL) puts
  /// there. A large one takes no longer than a small one. Prepared statements stay good. Outside of
  /// a transaction; a process that dies in the middle leaves everything, or a database that is made
  /// anew when it is opened. Throws SQLite::Exception.
  void start_over(const std::string& more);
  /// Brings all of the write-ahead log into the file, which is whole without it then. Outside of a
  /// transaction. Throws SQLite::Exception.
  void write_back();
  /// After a sync that failed: nothing is synced any more, when the database is closed neither. The
  /// kernel may have dropped what was to be written, so the next sync would succeed and say
  /// nothing.
  void sync_no_more();

 private:
  Store(std::filesystem::path file, Schema schema, int flags, const std::string& vfs);
  void leave_as_it_is(bool leave);
  bool belongs_to(const Schema& schema);
  std::uint32_t version();
  void configure();
  void sync_what_was_recovered();
  void configure_to_read();
  void migrate(const Schema& schema, const std::string& more = {});

  friend class Savepoint;

  std::filesystem::path file_;
  Schema schema_;
  std::optional<PagePrefetch> prefetch_;  // of one that is opened to read
  SQLite::Database database_;
  // Prepared once: they come with every turn and every message of it.
  SQLite::Statement begin_, commit_, savepoint_, release_;
};

/// A part of a transaction that is undone unless keep() is called; undo() does it at once.
class Savepoint {
 public:
  explicit Savepoint(Store& store);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();
  void keep();
  void undo();

 private:
  Store& store_;
  bool open_ = true;
};

}  // namespace bookrent::store
