#include "common/suite/file_lock.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>
#include <system_error>

namespace bookrent::suite {
namespace {

// Two bytes of the file are locked. The first is the lock. The second is its door: whoever takes
// the lock or asks for its holder stands in it for a moment, so that nobody ever reads the pid of
// an earlier holder beside the lock of a new one.
constexpr off_t lock_byte = 0;
constexpr off_t door_byte = 1;

struct flock request(off_t byte, int type) {
  struct flock wanted = {};
  wanted.l_type = static_cast<short>(type);
  wanted.l_whence = SEEK_SET;
  wanted.l_start = byte;
  wanted.l_len = 1;
  return wanted;
}

// Locks of the open file rather than of the process: closing another descriptor of the same file
// does not lose them.
bool enter_door(const FileDescriptor& file, int type) {
  auto wanted = request(door_byte, type);
  int answer = 0;
  do {
    answer = ::fcntl(file.get(), F_OFD_SETLKW, &wanted);
  } while (answer != 0 && errno == EINTR);
  return answer == 0;
}

void leave_door(const FileDescriptor& file) {
  auto wanted = request(door_byte, F_UNLCK);
  ::fcntl(file.get(), F_OFD_SETLK, &wanted);
}

bool try_lock(const FileDescriptor& file) {
  auto wanted = request(lock_byte, F_WRLCK);
  return ::fcntl(file.get(), F_OFD_SETLK, &wanted) == 0;
}

bool is_locked(const FileDescriptor& file) {
  auto wanted = request(lock_byte, F_WRLCK);
  return ::fcntl(file.get(), F_OFD_GETLK, &wanted) == 0 && wanted.l_type != F_UNLCK;
}

pid_t read_pid(const FileDescriptor& file) {
  std::array<char, 24> text{};
  const auto length = ::pread(file.get(), text.data(), text.size(), 0);
  pid_t pid = 0;
  if (length > 0) std::from_chars(text.data(), text.data() + length, pid);
  return pid;
}

bool write_pid(const FileDescriptor& file) {
  const auto text = std::to_string(::getpid()) + "\n";
  return ::ftruncate(file.get(), 0) == 0 && ::fchmod(file.get(), 0600) == 0 &&
         ::pwrite(file.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

LockRefusal unusable(const std::filesystem::path& path) {
  return {std::nullopt,
          path.string() + " cannot be locked: " + std::generic_category().message(errno)};
}

LockRefusal held(const std::filesystem::path& path, pid_t holder) {
  return {holder, path.string() + " is held by process " + std::to_string(holder)};
}

}  // namespace

std::expected<FileLock, LockRefusal> FileLock::take(const std::filesystem::path& path) {
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file || !enter_door(file, F_WRLCK)) return std::unexpected(unusable(path));
  if (!try_lock(file)) {
    const bool taken = errno == EAGAIN || errno == EACCES;
    return std::unexpected(taken ? held(path, read_pid(file)) : unusable(path));
  }
  if (!write_pid(file)) return std::unexpected(unusable(path));
  leave_door(file);
  return FileLock(std::move(file));
}

std::optional<pid_t> lock_holder(const std::filesystem::path& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file || !enter_door(file, F_RDLCK) || !is_locked(file)) return std::nullopt;
  return read_pid(file);
}

}  // namespace bookrent::suite
