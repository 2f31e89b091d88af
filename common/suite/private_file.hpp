#pragma once
// Files that hold a secret, or that nobody else is to change.
#include <cstddef>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace bookrent::suite {

inline constexpr std::size_t private_file_bytes_max = 64 * 1024;

/// Replaces `file` as a whole, with mode 0600 whatever the umask; on disk when it returns. Throws
/// std::system_error.
void write_private_file(const std::filesystem::path& file, std::string_view content);

/// When root makes something for a suite, it is to be that of the owner of `directory`, as whom the
/// daemons run; for anybody else nothing is done. Throws std::system_error.
void give_to_owner_of(const std::filesystem::path& directory, const std::filesystem::path& made);

/// The content of a file with a secret. One that is there for group or others to read is refused, a
/// pipe is not. Error: the reason and what to do, for people, without a full stop.
std::expected<std::string, std::string> read_private_file(const std::filesystem::path& file);

}  // namespace bookrent::suite
