// Preloaded into the daemons: disks that fail, power that fails and processes that stand still, at
// a sync. A process looks for the file $FAULTS_DIR/<name of the program> at each of its syncs; it
// says what happens at the n-th sync from then on, and is gone once that has happened:
//
//   fail N         it fails with EIO
//   fail-file N    the same, the n-th or the next one of a database itself and not of its log
//   kill-before N  SIGKILL, before anything is synced
//   kill-after N   SIGKILL, after everything is synced, before anybody knows
//   tear N         SIGKILL, and of what was to be synced only a part is there: the n-th sync of a
//                  write-ahead log, or the next one that has something new to sync
//   stop-copy N    SIGSTOP, before the n-th or the next sync of a backup's copy; then it succeeds
//
// What happened is told in $FAULTS_DIR/happened, as is a sync after one that failed: the kernel may
// have dropped what was to be written, so that a sync which succeeds then says nothing.

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

using Path = std::array<char, 4096>;

struct Fault {
  std::array<char, 16> what{};
  int at = 0;  // 0: there is none
};

/// What was written to a file since its last sync, in bytes from its beginning.
struct Unsynced {
  off64_t from = 0;
  off64_t to = 0;
};

std::array<Unsynced, 1024> unsynced;  // by descriptor
int synced = 0;                       // since the file is there
bool failed = false;                  // once

Path path_of(const char* name) {
  Path path{};
  std::snprintf(path.data(), path.size(), "%s/%s", std::getenv("FAULTS_DIR"), name);
  return path;
}

Fault wanted() {
  Fault fault;
  if (std::getenv("FAULTS_DIR") == nullptr) return fault;
  std::FILE* file = std::fopen(path_of(program_invocation_short_name).data(), "re");
  if (file == nullptr) return fault;
  if (std::fscanf(file, "%15s %d", fault.what.data(), &fault.at) != 2) fault.at = 0;
  std::fclose(file);
  return fault;
}

Path name_of(int descriptor) {
  Path link{};
  Path name{};
  std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
  if (::readlink(link.data(), name.data(), name.size() - 1) < 0) name[0] = '?';
  return name;
}

Unsynced* unsynced_of(int descriptor) {
  const auto at = static_cast<std::size_t>(descriptor);
  return at < unsynced.size() ? &unsynced[at] : nullptr;
}

void tell(const char* what, int descriptor) {
  const Path target = name_of(descriptor);
  std::FILE* file = std::fopen(path_of("happened").data(), "ae");
  if (file == nullptr) return;
  std::fprintf(file, "%s %d %s %s\n", program_invocation_short_name, ::getpid(), what,
               target.data());
  std::fclose(file);
}

bool is(const Fault& fault, const char* what) { return std::strcmp(fault.what.data(), what) == 0; }

bool is_log(int descriptor) {
  return std::string_view{name_of(descriptor).data()}.ends_with("-wal");
}
bool is_database(int descriptor) {
  return std::string_view{name_of(descriptor).data()}.ends_with(".db");
}

bool is_copy(int descriptor) {
  return std::string_view{name_of(descriptor).data()}.ends_with(".part");
}

/// Of a log that SQLite writes into from its beginning again, what is behind stays as it was.
bool can_tear(int descriptor) {
  const Unsynced* fresh = unsynced_of(descriptor);
  return is_log(descriptor) && fresh != nullptr && fresh->from < fresh->to;
}

bool can_happen(const Fault& fault, int descriptor) {
  if (is(fault, "tear")) return can_tear(descriptor);
  if (is(fault, "fail-file")) return is_database(descriptor);
  if (is(fault, "stop-copy")) return is_copy(descriptor);
  return is_log(descriptor) || is_database(descriptor);  // and not the directory of a new log
}

/// The beginning of what was written is there, the rest is not: the file ends before it, or holds
/// other bytes in its place. Both where and how come from the place itself, so that nothing is left
/// to chance.
void tear(int descriptor) {
  const auto [from, to] = *unsynced_of(descriptor);
  const off64_t kept = from + (from / 7 + to * 31) % (to - from);
  struct stat64 file{};
  if (::fstat64(descriptor, &file) == 0 && file.st_size == to && kept % 2 == 0) {
    [[maybe_unused]] const int result = ::ftruncate64(descriptor, kept);
    return;
  }
  std::array<char, 4096> other{};
  other.fill('\x5a');
  for (off64_t at = kept; at < to; at += std::ssize(other))
    ::syscall(SYS_pwrite64, descriptor, other.data(), std::min<off64_t>(to - at, std::ssize(other)),
              at);
}

int sync_and_forget(long call, int descriptor) {
  if (Unsynced* fresh = unsynced_of(descriptor)) *fresh = {};
  return static_cast<int>(::syscall(call, descriptor));
}

int sync_with_faults(long call, int descriptor) {
  if (failed) tell("synced-again", descriptor);
  const Fault fault = wanted();
  synced = fault.at == 0 ? 0 : synced + 1;
  const bool now = fault.at != 0 && synced >= fault.at && can_happen(fault, descriptor);
  if (!now) return sync_and_forget(call, descriptor);

  tell(fault.what.data(), descriptor);
  ::unlink(path_of(program_invocation_short_name).data());
  if (is(fault, "fail") || is(fault, "fail-file")) {
    failed = true;
    errno = EIO;
    return -1;
  }
  if (is(fault, "stop-copy")) {
    ::raise(SIGSTOP);
    return sync_and_forget(call, descriptor);
  }
  if (is(fault, "kill-after")) ::syscall(call, descriptor);
  if (is(fault, "tear")) tear(descriptor);
  ::raise(SIGKILL);
  return -1;
}

}  // namespace

extern "C" int fsync(int descriptor) { return sync_with_faults(SYS_fsync, descriptor); }
extern "C" int fdatasync(int descriptor) { return sync_with_faults(SYS_fdatasync, descriptor); }
extern "C" ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
  const ssize_t written = ::syscall(SYS_pwrite64, descriptor, bytes, size, at);
  Unsynced* fresh = unsynced_of(descriptor);
  if (written > 0 && fresh != nullptr) {
    const bool first = fresh->from == fresh->to;
    *fresh = {first ? at : std::min(fresh->from, at),
              first ? at + written : std::max(fresh->to, at + written)};
  }
  return written;
}
