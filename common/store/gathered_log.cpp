#include "common/store/gathered_log.hpp"

#include <sqlite3.h>

#include <cstring>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

namespace bookrent::store {
namespace {

/// SQLite's default VFS, which does all the work.
sqlite3_vfs* system_vfs = nullptr;

/// SQLite gives the memory for it; the file of the default VFS stands behind it.
struct GatheredLog {
  sqlite3_file base;
  std::unique_ptr<char[]> bytes;
  std::int64_t begin;  // of the bytes that wait, in the file
  int length;

  sqlite3_file* file() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  const sqlite3_io_methods& system() { return *file()->pMethods; }

  /// What cannot be written is forgotten: SQLite hears of it, and undoes the commit.
  int flush() {
    if (length == 0) return SQLITE_OK;
    return system().xWrite(file(), bytes.get(), std::exchange(length, 0), begin);
  }
};

GatheredLog& log_of(sqlite3_file* file) { return *reinterpret_cast<GatheredLog*>(file); }

int close_log(sqlite3_file* file) {
  GatheredLog& log = log_of(file);
  const int flushed = log.flush();
  const int closed = log.system().xClose(log.file());
  log.~GatheredLog();
  return flushed == SQLITE_OK ? closed : flushed;
}

/// The default VFS's own method.
template <auto method, class... Arguments>
int passed_on(sqlite3_file* file, Arguments... arguments) {
  GatheredLog& log = log_of(file);
  return (log.system().*method)(log.file(), arguments...);
}

/// The same, of those that look at the file or change it: first what waits is written.
template <auto method, class... Arguments>
int written_first(sqlite3_file* file, Arguments... arguments) {
  if (const int result = log_of(file).flush(); result != SQLITE_OK) return result;
  return passed_on<method>(file, arguments...);
}

int write(sqlite3_file* file, const void* from, int length, sqlite3_int64 offset) {
  GatheredLog& log = log_of(file);
  const bool goes_on = log.length == 0 || offset == log.begin + log.length;
  const bool fits = static_cast<std::size_t>(log.length + length) <= gathered_bytes_max;
  if (!goes_on || !fits)
    if (const int result = log.flush(); result != SQLITE_OK) return result;
  if (static_cast<std::size_t>(length) > gathered_bytes_max)
    return log.system().xWrite(log.file(), from, length, offset);
  if (log.length == 0) log.begin = offset;
  std::memcpy(log.bytes.get() + log.length, from, static_cast<std::size_t>(length));
  log.length += length;
  return SQLITE_OK;
}

const sqlite3_io_methods log_methods = [] {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  using All = sqlite3_io_methods;
  methods.xClose = close_log;
  methods.xRead = written_first<&All::xRead>;
  methods.xWrite = write;
  methods.xTruncate = written_first<&All::xTruncate>;
  methods.xSync = written_first<&All::xSync>;
  methods.xFileSize = written_first<&All::xFileSize>;
  methods.xLock = passed_on<&All::xLock>;
  methods.xUnlock = passed_on<&All::xUnlock>;
  methods.xCheckReservedLock = passed_on<&All::xCheckReservedLock>;
  methods.xFileControl = passed_on<&All::xFileControl>;
  methods.xSectorSize = passed_on<&All::xSectorSize>;
  methods.xDeviceCharacteristics = passed_on<&All::xDeviceCharacteristics>;
  return methods;
}();

/// Any other file is the default VFS's own, in the memory that would have been a log's.
int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  if ((flags & SQLITE_OPEN_WAL) == 0)
    return system_vfs->xOpen(system_vfs, path, file, flags, out_flags);
  file->pMethods = nullptr;  // says that there is nothing to close
  std::unique_ptr<char[]> bytes(new (std::nothrow) char[gathered_bytes_max]);
  if (!bytes) return SQLITE_NOMEM;
  auto* log = new (file) GatheredLog{{nullptr}, std::move(bytes), 0, 0};
  const int result = system_vfs->xOpen(system_vfs, path, log->file(), flags, out_flags);
  if (result == SQLITE_OK)
    log->base.pMethods = &log_methods;
  else
    log->~GatheredLog();
  return result;
}

}  // namespace

const std::string& gathering_vfs() {
  static const std::string name = "bookrent-gathering";
  static const bool registered = [] {
    system_vfs = sqlite3_vfs_find(nullptr);
    if (system_vfs == nullptr) return false;
    static sqlite3_vfs vfs = *system_vfs;
    vfs.zName = name.c_str();
    vfs.pNext = nullptr;
    vfs.szOsFile = static_cast<int>(sizeof(GatheredLog)) + system_vfs->szOsFile;
    vfs.xOpen = open_file;
    return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
  }();
  if (!registered) throw std::runtime_error("SQLite has no default VFS");
  return name;
}

}  // namespace bookrent::store
