#pragma once
// The fields of a SQLite file header that tell whose database it is, read without SQLite so that
// a foreign file stays untouched. Offsets from https://www.sqlite.org/fileformat.html, 1.3.
#include <cstdint>
#include <filesystem>
#include <optional>

namespace bookrent::store {

struct Header {
  bool sqlite = false;  // begins with SQLite's magic text
  std::uint32_t application_id = 0;
  std::uint32_t user_version = 0;
  std::uintmax_t file_bytes = 0;

  /// A database in which nothing was ever written back: one that was being made when the power or
  /// the disk ended. Its schema may stand in the write-ahead log, or nowhere yet.
  bool unused() const {
    return sqlite && application_id == 0 && user_version == 0 && file_bytes <= 4096;
  }
};

/// Nothing when the file is missing or empty, that is, when a new database may be made there.
std::optional<Header> read_header(const std::filesystem::path& file);

}  // namespace bookrent::store
