#pragma once
#include <filesystem>

namespace bookrent::suite {

/// Brings the names in `directory` to the disk: what was made, renamed or removed in it stays so.
/// Throws std::system_error.
void sync_directory(const std::filesystem::path& directory);

}  // namespace bookrent::suite
