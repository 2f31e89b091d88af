#pragma once

#include <sys/types.h>

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

#include "common/suite/file_descriptor.hpp"

namespace bookrent::suite {

/// Why a lock was not taken.
struct LockRefusal {
  /// Who holds it; nothing when the file itself cannot be used.
  std::optional<pid_t> holder;
  /// For people, without a full stop.
  std::string reason;
};

/// Says that one process, and no other, works on something. The file keeps the holder's pid as
/// text and stays behind when the lock ends; the lock itself ends with this object or with its
/// process, however that dies. A child process has it only until its exec.
class FileLock {
 public:
  /// Creates the file (mode 0600) where it is missing. Does not wait for another holder.
  static std::expected<FileLock, LockRefusal> take(const std::filesystem::path& path);

 private:
  explicit FileLock(FileDescriptor file) : file_(std::move(file)) {}

  FileDescriptor file_;
};

/// The pid of the lock's holder, without taking the lock; nothing when it is free or the file
/// cannot be read. The pid is 0 when the holder wrote none, which FileLock never does.
std::optional<pid_t> lock_holder(const std::filesystem::path& path);

}  // namespace bookrent::suite
