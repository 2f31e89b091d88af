#pragma once
// The BLAKE2b hash of a file, made piece by piece.
#include <sodium.h>

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>

#include "common/suite/file_descriptor.hpp"

namespace bookrent::backup {

/// Bytes that are read, hashed and brought to the disk at a time.
inline constexpr std::int64_t piece_bytes = 1024 * 1024;

class FileDigest {
 public:
  /// Opens the file. Throws std::system_error, as all of these do.
  explicit FileDigest(const std::filesystem::path& file);

  /// Takes the next piece; false at the end of the file.
  bool take();
  /// The same, once the piece is on the disk.
  bool take_synced();
  /// Brings the rest of the file to the disk: its size, its name's node.
  void sync();

  std::int64_t bytes() const { return bytes_; }
  /// In hex; once, at the end.
  std::string hex();

 private:
  suite::FileDescriptor file_;
  std::string piece_;
  std::int64_t bytes_ = 0;
  // On the heap: it wants to stand at a multiple of 64 bytes, which a stack does not promise.
  std::unique_ptr<crypto_generichash_state> state_ = std::make_unique<crypto_generichash_state>();
};

}  // namespace bookrent::backup
