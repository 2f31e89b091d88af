#pragma once
// SQLite writes each page of a commit to its write-ahead log by itself, and a small header before
// it: some ten calls of the kernel for a rental. Here they are gathered and written in one piece,
// before the log is synced, read or measured. What is not synced yet may be lost in any case.
#include <string>

namespace bookrent::store {

/// Bytes of a log that wait to be written, at most. SQLite's default VFS takes less than 128 KiB.
inline constexpr std::size_t gathered_bytes_max = 120 * 1024;

/// The name of SQLite's default VFS with logs that are gathered; registered when first asked for. A
/// fault in writing, such as a full disk, is told by the call that caused the writing: the sync.
const std::string& gathering_vfs();

}  // namespace bookrent::store
