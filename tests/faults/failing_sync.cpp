// Preloaded into the daemons by tests/faults/campaign: disks that fail, and power that fails, at a
// sync. A process looks for the file $FAULTS_DIR/<name of the program> at each of its syncs; it
// says what happens at the n-th sync from then on, and is gone once that has happened:
//
//   fail N         it fails with EIO
//   kill-before N  SIGKILL, before anything is synced
//   kill-after N   SIGKILL, after everything is synced, before anybody knows
//
// What happened is told in $FAULTS_DIR/happened, as is a sync after one that failed: the kernel may
// have dropped what was to be written, so that a sync which succeeds then says nothing.

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

using Path = std::array<char, 4096>;

struct Fault {
  std::array<char, 16> what{};
  int at = 0;  // 0: there is none
};

int synced = 0;       // since the file is there
bool failed = false;  // once

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

void tell(const char* what, int descriptor) {
  Path link{};
  Path target{};
  std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
  if (::readlink(link.data(), target.data(), target.size() - 1) < 0) target[0] = '?';
  std::FILE* file = std::fopen(path_of("happened").data(), "ae");
  if (file == nullptr) return;
  std::fprintf(file, "%s %d %s %s\n", program_invocation_short_name, ::getpid(), what,
               target.data());
  std::fclose(file);
}

int sync_with_faults(long call, int descriptor) {
  if (failed) tell("synced-again", descriptor);
  const Fault fault = wanted();
  synced = fault.at == 0 ? 0 : synced + 1;
  const bool now = fault.at != 0 && synced >= fault.at;
  if (!now) return static_cast<int>(::syscall(call, descriptor));

  tell(fault.what.data(), descriptor);
  ::unlink(path_of(program_invocation_short_name).data());
  if (std::strcmp(fault.what.data(), "fail") == 0) {
    failed = true;
    errno = EIO;
    return -1;
  }
  if (std::strcmp(fault.what.data(), "kill-after") == 0) ::syscall(call, descriptor);
  ::raise(SIGKILL);
  return -1;
}

}  // namespace

extern "C" int fsync(int descriptor) { return sync_with_faults(SYS_fsync, descriptor); }
extern "C" int fdatasync(int descriptor) { return sync_with_faults(SYS_fdatasync, descriptor); }
