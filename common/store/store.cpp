#include "common/store/store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "common/probe/probe.hpp"
#include "common/store/gathered_log.hpp"
#include "common/store/header.hpp"

namespace bookrent::store {
namespace {

// As much of a file as SQLite maps at most; what is behind is read.
constexpr std::int64_t mapped_bytes_max = 0x7fff0000;

/// SQLite would take a lock at every allocation to count it, and nobody looks at the counts. This
/// has to be said before it is used for the first time.
[[maybe_unused]] const int memory_is_not_counted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

/// What SQLite calls after each commit. Left to itself it writes the log back, too, but tells
/// nobody of a sync that failed and tries again with a later commit: a dying disk would go
/// unnoticed. An error from here is the commit's, which stands in the log all the same.
int write_log_back(void* most, sqlite3* database, const char* name, int pages) {
  if (pages < *static_cast<const int*>(most)) return SQLITE_OK;
  const int result =
      sqlite3_wal_checkpoint_v2(database, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (probe::planted("a failed sync of the file is not told")) return SQLITE_OK;
  // No room, or something is still read: the log grows until a later commit has more luck.
  const bool later = result == SQLITE_FULL || result == SQLITE_BUSY || result == SQLITE_LOCKED;
  return later ? SQLITE_OK : result;
}

void run(SQLite::Statement& statement) {
  statement.tryReset();  // its last error was told when it came
  statement.exec();
}

OpenError foreign(const std::filesystem::path& file) {
  return {OpenProblem::foreign,
          fmt::format("{} is not this daemon's database; move it away or name another data "
                      "directory",
                      file.string())};
}

OpenError newer(const std::filesystem::path& file, std::uint32_t version, std::size_t known) {
  return {OpenProblem::newer,
          fmt::format("{} was written by a newer version (schema {}, this one knows {}); install "
                      "that version",
                      file.string(), version, known)};
}

/// From the header alone, so that what is not ours is not even opened.
std::optional<OpenError> not_ours(const std::filesystem::path& file, const Schema& schema) {
  const auto header = read_header(file);
  if (!header || header->unused()) return std::nullopt;
  if (!header->sqlite || header->application_id != schema.application_id) return foreign(file);
  if (header->user_version > schema.steps.size())
    return newer(file, header->user_version, schema.steps.size());
  return std::nullopt;
}

OpenError older(const std::filesystem::path& file, std::uint32_t version, const Schema& schema) {
  return {OpenProblem::older,
          fmt::format("{} was written by an older version (schema {}, this one has {}); start the "
                      "suite once",
                      file.string(), version, schema.steps.size())};
}

OpenError open_error(const std::filesystem::path& file, const SQLite::Exception& exception) {
  if (exception.getErrorCode() == SQLITE_BUSY)
    return {OpenProblem::in_use,
            fmt::format("{} is in use by another process; is the daemon already running?",
                        file.string())};
  if (::access(file.c_str(), R_OK | W_OK) != 0 && errno != ENOENT)
    return {OpenProblem::unreadable,
            fmt::format("{} cannot be read and written: {}; whose is it?", file.string(),
                        std::generic_category().message(errno))};
  return {OpenProblem::unreadable, fmt::format("{}: {}", file.string(), exception.what())};
}

}  // namespace

StorageFault fault_of(const SQLite::Exception& exception) {
  switch (exception.getErrorCode()) {
    case SQLITE_FULL:
      return StorageFault::full;
    case SQLITE_CONSTRAINT:
      return StorageFault::refused;
    default:
      return StorageFault::broken;
  }
}

std::expected<std::unique_ptr<Store>, OpenError> Store::open(const std::filesystem::path& file,
                                                             const Schema& schema,
                                                             const std::string& vfs) {
  if (vfs.empty()) {
    if (auto error = not_ours(file, schema)) return std::unexpected(*std::move(error));
  }
  try {
    std::unique_ptr<Store> store{new Store(file, schema,
                                           SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                           vfs.empty() ? gathering_vfs() : vfs)};
    store->leave_as_it_is(true);
    if (!store->belongs_to(schema)) return std::unexpected(foreign(file));
    if (store->version() > schema.steps.size())
      return std::unexpected(newer(file, store->version(), schema.steps.size()));
    store->configure();
    store->migrate(schema);
    store->leave_as_it_is(false);
    return store;
  } catch (const SQLite::Exception& exception) {
    return std::unexpected(open_error(file, exception));
  }
}

std::expected<std::unique_ptr<Store>, OpenError> Store::open_to_read(
    const std::filesystem::path& file, const Schema& schema) {
  if (!std::filesystem::exists(file))
    return std::unexpected(
        OpenError{OpenProblem::unreadable, fmt::format("there is no {}", file.string())});
  if (auto error = not_ours(file, schema)) return std::unexpected(*std::move(error));
  try {
    std::unique_ptr<Store> store{new Store(file, schema, SQLite::OPEN_READWRITE, {})};
    store->configure_to_read();
    if (!store->belongs_to(schema)) return std::unexpected(foreign(file));
    const std::uint32_t version = store->version();
    if (version < schema.steps.size()) return std::unexpected(older(file, version, schema));
    if (version > schema.steps.size())
      return std::unexpected(newer(file, version, schema.steps.size()));
    return store;
  } catch (const SQLite::Exception& exception) {
    return std::unexpected(open_error(file, exception));
  }
}

std::unique_ptr<Store> Store::open_beside(const Store& reader) {
  std::unique_ptr<Store> store{
      new Store(reader.file(), reader.schema(), SQLite::OPEN_READWRITE, "unix-none")};
  store->configure_to_read();
  return store;
}

bool Store::in_use(const std::filesystem::path& file) try {
  if (!std::filesystem::exists(file)) return false;
  Store store(file, {}, SQLite::OPEN_READWRITE, {});
  store.leave_as_it_is(true);
  store.database_.exec("BEGIN EXCLUSIVE; COMMIT");
  return false;
} catch (const SQLite::Exception& exception) {
  return exception.getErrorCode() == SQLITE_BUSY;
}

Store::Store(std::filesystem::path file, Schema schema, int flags, const std::string& vfs)
    : file_(std::move(file)),
      schema_(std::move(schema)),
      // Of one thread, so SQLite need not lock at every step and column.
      database_(file_.string(), flags | SQLite::OPEN_NOMUTEX, 0, vfs),
      begin_(database_, "BEGIN"),
      commit_(database_, "COMMIT"),
      savepoint_(database_, "SAVEPOINT message"),
      release_(database_, "RELEASE message") {
  // Before the first look at it: a write-ahead log then needs no index in shared memory.
  database_.exec("PRAGMA locking_mode=EXCLUSIVE");
}

/// Exclusive like a daemon's, so that none can write meanwhile. A log that a killed daemon has left
/// is read, but not written back at the end. Whoever reads a whole file spends most of the time in
/// asking the kernel for its pages one by one, so they are mapped; and then much of it in waiting
/// for the memory, so they are fetched whole.
void Store::configure_to_read() {
  if (std::filesystem::exists(file_.string() + "-wal")) leave_as_it_is(true);
  database_.exec("PRAGMA trusted_schema=OFF");
  database_.exec("PRAGMA temp_store=MEMORY");
  database_.exec(fmt::format("PRAGMA mmap_size={}", mapped_bytes_max));
  prefetch_.emplace(database_);
  database_.exec("BEGIN EXCLUSIVE; COMMIT");
  database_.exec("PRAGMA query_only=ON");
}

void Store::configure() {
  database_.exec("PRAGMA journal_mode=WAL");
  database_.exec("PRAGMA synchronous=FULL");
  database_.exec("PRAGMA foreign_keys=ON");
  database_.exec("PRAGMA trusted_schema=OFF");
  database_.exec("PRAGMA temp_store=MEMORY");
  sqlite3_wal_hook(database_.getHandle(), write_log_back, &schema_.log_pages);
  database_.exec("BEGIN EXCLUSIVE; COMMIT");  // takes the lock now rather than at the first write
  sync_what_was_recovered();
}

/// A process that was killed between writing a commit and syncing it leaves it in the write-ahead
/// log, where the next one finds it; but only this brings it to the disk. Without it the stored
/// reply of such a commit would be given to whoever repeats the command, and a power cut could
/// still undo it.
void Store::sync_what_was_recovered() {
  if (probe::planted("recovered but not synced")) return;
  write_back();
}

void Store::write_back() {
  const int result = sqlite3_wal_checkpoint_v2(database_.getHandle(), "main",
                                               SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (result != SQLITE_OK) throw SQLite::Exception(database_.getHandle(), result);
}

/// What stands in a write-ahead log stays there when the database is closed.
void Store::leave_as_it_is(bool leave) {
  sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0,
                    nullptr);
}

void Store::sync_no_more() { leave_as_it_is(true); }

std::uint32_t Store::version() { return database_.execAndGet("PRAGMA user_version").getUInt(); }

bool Store::belongs_to(const Schema& schema) {
  const auto id = database_.execAndGet("PRAGMA application_id").getUInt();
  const auto tables = database_.execAndGet("SELECT count(*) FROM sqlite_schema").getInt();
  return id == schema.application_id || (id == 0 && tables == 0);
}

/// Deleting all rows would take SQLite a look at each page, and the daemon would be deaf meanwhile.
void Store::start_over(const std::string& more) {
  const auto set_reset = [this](int on) {
    sqlite3_db_config(database_.getHandle(), SQLITE_DBCONFIG_RESET_DATABASE, on, nullptr);
  };
  set_reset(1);
  const int result = database_.tryExec("VACUUM");
  set_reset(0);
  if (result != SQLITE_OK) throw SQLite::Exception(database_.getHandle(), result);
  migrate(schema_, more);
}

void Store::migrate(const Schema& schema, const std::string& more) {
  const std::uint32_t before = version();
  if (before == schema.steps.size()) return;
  begin();
  for (std::size_t step = before; step < schema.steps.size(); ++step)
    database_.exec(schema.steps[step]);
  database_.exec(more);
  database_.exec(fmt::format("PRAGMA application_id={}", schema.application_id));
  database_.exec(fmt::format("PRAGMA user_version={}", schema.steps.size()));
  commit();
  // Into the file itself: the header is what tells the next opener whose database this is.
  write_back();
}

void Store::begin() {
  if (probe::planted("reply before commit") && in_transaction()) commit();
  run(begin_);
}

/// A step that fails for what write_log_back() said does not tell what that was; the reset does.
void Store::commit() {
  commit_.tryReset();
  if (commit_.tryExecuteStep() == SQLITE_DONE) return;
  throw SQLite::Exception(database_.getHandle(), commit_.tryReset());
}

void Store::rollback() {
  if (in_transaction()) database_.exec("ROLLBACK");
}

std::int64_t Store::changes() const { return sqlite3_total_changes64(database_.getHandle()); }

bool Store::in_transaction() const { return sqlite3_get_autocommit(database_.getHandle()) == 0; }

Savepoint::Savepoint(Store& store) : store_(store) { run(store_.savepoint_); }

Savepoint::~Savepoint() { undo(); }

void Savepoint::undo() {
  // A full disk makes SQLite roll back the whole transaction, and the savepoint with it.
  if (!open_ || !store_.in_transaction()) return;
  store_.database().tryExec("ROLLBACK TO message; RELEASE message");
  open_ = false;
}

void Savepoint::keep() {
  run(store_.release_);
  open_ = false;
}

}  // namespace bookrent::store
