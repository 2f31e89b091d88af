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
};

/// Nothing when the file is missing or empty, that is, when a new database may be made there.
std::optional<Header> read_header(const std::filesystem::path& file);

}  // namespace bookrent::store
