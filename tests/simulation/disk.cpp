#include "tests/simulation/disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace bookrent::simulation {
namespace {

constexpr std::int64_t sector_bytes = 512;

thread_local std::map<std::string, Disk*> disks;

Disk* disk_of(const std::string& path) {
  const auto found = disks.find(path.substr(1, path.find('/', 1) - 1));
  return found == disks.end() ? nullptr : found->second;
}

void put(std::vector<unsigned char>& content, const Disk::Write& write) {
  const auto offset = static_cast<std::size_t>(write.offset);
  if (write.bytes.empty()) return content.resize(offset);
  content.resize(std::max(content.size(), offset + write.bytes.size()));
  std::ranges::copy(write.bytes, content.begin() + write.offset);
}

// ---- SQLite's side: an open file ----------------------------------------------------------------

struct OpenFile {
  sqlite3_file base;
  Disk* disk;
  std::shared_ptr<Disk::File>* file;
};

OpenFile& opened(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

int close_file(sqlite3_file* file) {
  delete opened(file).file;
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* into, int count, sqlite3_int64 offset) {
  const auto& content = (*opened(file).file)->now;
  const auto size = static_cast<sqlite3_int64>(content.size());
  const auto there = std::clamp<sqlite3_int64>(size - offset, 0, count);
  std::memset(into, 0, static_cast<std::size_t>(count));
  if (there > 0) std::memcpy(into, content.data() + offset, static_cast<std::size_t>(there));
  return there == count ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  return opened(file).disk->write(**opened(file).file, offset,
                                  static_cast<const unsigned char*>(bytes), count);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  return opened(file).disk->truncate(**opened(file).file, size);
}

int sync_file(sqlite3_file* file, int) { return opened(file).disk->sync(**opened(file).file); }

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>((*opened(file).file)->now.size());
  return SQLITE_OK;
}

int lock_file(sqlite3_file*, int) { return SQLITE_OK; }

int is_reserved(sqlite3_file*, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return static_cast<int>(sector_bytes); }
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

const sqlite3_io_methods file_methods = {
    1,         close_file, read_file,   write_file,   truncate_file, sync_file,       size_of_file,
    lock_file, lock_file,  is_reserved, control_file, sector_size,   characteristics, nullptr,
    nullptr,   nullptr,    nullptr,     nullptr,      nullptr};

// ---- SQLite's side: the file system -------------------------------------------------------------

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  Disk* disk = path == nullptr ? nullptr : disk_of(path);
  if (disk == nullptr) return SQLITE_CANTOPEN;
  opened(file).disk = disk;
  opened(file).file = new std::shared_ptr(disk->open(path));
  file->pMethods = &file_methods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* path, int) { return disk_of(path)->remove(path); }

int access_file(sqlite3_vfs*, const char* path, int, int* result) {
  const Disk* disk = disk_of(path);
  *result = disk != nullptr && disk->exists(path) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* path, int size, char* into) {
  sqlite3_snprintf(size, into, "%s", path);
  return SQLITE_OK;
}

int no_randomness(sqlite3_vfs*, int count, char* into) {
  std::memset(into, 7, static_cast<std::size_t>(count));
  return count;
}

int no_sleep(sqlite3_vfs*, int microseconds) { return microseconds; }

int no_time(sqlite3_vfs*, double* julian_day) {
  *julian_day = 2461376.5;
  return SQLITE_OK;
}

int no_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

const char* Disk::vfs() {
  static sqlite3_vfs vfs = {
      1,        sizeof(OpenFile), 512,         nullptr,     "bookrent-simulation",
      nullptr,  open_file,        delete_file, access_file, full_path,
      nullptr,  nullptr,          nullptr,     nullptr,     no_randomness,
      no_sleep, no_time,          no_error,    nullptr,     nullptr,
      nullptr,  nullptr};
  static const int registered = sqlite3_vfs_register(&vfs, 0);
  if (registered != SQLITE_OK) throw std::runtime_error("the simulated disk cannot be registered");
  return vfs.zName;
}

Disk::Disk(std::string name, Dice dice) : name_(std::move(name)), dice_(std::move(dice)) {
  if (!disks.emplace(name_, this).second) throw std::logic_error("two disks named " + name_);
}

Disk::~Disk() { disks.erase(name_); }

void Disk::revive() {
  operations_left_ = 0;
  dies_at_sync_ = false;
  died_at_.reset();
  syncs_left_ = 0;
  sync_failed_ = false;
}

bool Disk::dies(Operation operation) {
  if (died_at_) return true;
  const bool at_sync = dies_at_sync_ && operation == Operation::sync;
  if (!at_sync && (operations_left_ == 0 || --operations_left_ > 0)) return false;
  died_at_ = operation;
  return true;
}

std::shared_ptr<Disk::File> Disk::open(const std::string& path) {
  auto& file = files_[path];
  if (!file) file = std::make_shared<File>();
  return file;
}

int Disk::remove(const std::string& path) {
  if (died_at_) return SQLITE_IOERR_DELETE;
  files_.erase(path);
  return SQLITE_OK;
}

int Disk::write(File& file, std::int64_t offset, const unsigned char* bytes, int count) {
  if (dies(Operation::write)) return SQLITE_IOERR_WRITE;
  const auto end = static_cast<std::size_t>(offset + count);
  if (full_ && end > file.now.size()) return SQLITE_FULL;
  file.unsynced.push_back({offset, {bytes, bytes + count}});
  put(file.now, file.unsynced.back());
  return SQLITE_OK;
}

int Disk::truncate(File& file, std::int64_t size) {
  if (dies(Operation::write)) return SQLITE_IOERR_TRUNCATE;
  file.unsynced.push_back({size, {}});
  put(file.now, file.unsynced.back());
  return SQLITE_OK;
}

/// A sync that fails says nothing about what is on the disk, and the next one that succeeds does
/// not bring back what this one lost (fsyncgate, 2018).
int Disk::sync(File& file) {
  if (dies(Operation::sync)) return SQLITE_IOERR_FSYNC;
  if (syncs_left_ > 0 && --syncs_left_ == 0) {
    sync_failed_ = true;
    keep_by_chance(file);
    return SQLITE_IOERR_FSYNC;
  }
  if (file.unsynced.empty()) return SQLITE_OK;
  for (const Write& write : file.unsynced) put(file.synced, write);
  file.unsynced.clear();
  return SQLITE_OK;
}

void Disk::keep_by_chance(File& file) {
  for (const Write& write : file.unsynced) {
    if (write.bytes.empty()) {
      if (dice_.chance(0.5)) put(file.synced, write);
      continue;
    }
    const auto size = std::ssize(write.bytes);
    for (std::int64_t from = 0; from < size; from += sector_bytes) {
      if (!dice_.chance(0.5)) continue;
      const auto until = std::min(from + sector_bytes, size);
      put(file.synced,
          {write.offset + from, {write.bytes.begin() + from, write.bytes.begin() + until}});
    }
  }
  file.unsynced.clear();
}

void Disk::cut_power() {
  for (auto& [path, file] : files_) {
    keep_by_chance(*file);
    file->now = file->synced;
  }
}

Disk::Image Disk::image() const {
  Image image;
  for (const auto& [path, file] : files_) image.files[path] = file->synced;
  return image;
}

void Disk::restore(const Image& image) {
  files_.clear();
  for (const auto& [path, content] : image.files) {
    const auto file = open(path);
    file->now = file->synced = content;
  }
}

}  // namespace bookrent::simulation
