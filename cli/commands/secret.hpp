#pragma once
// Secrets come from a file, a pipe or the terminal; never from the command line, where `ps` and the
// shell's history would show them.
#include <expected>
#include <optional>
#include <string>

#include "cli/session.hpp"

namespace bookrent::cli {

/// The first line of `file` (`-`: standard input), or, without a file, what is typed at the
/// terminal behind `prompt`, unseen. Error: the exit status, after the reason was told.
std::expected<std::string, ExitStatus> read_secret(const std::optional<std::string>& file,
                                                   const std::string& prompt,
                                                   const Session& session);

/// What is typed at the terminal behind `prompt`, unseen; may be empty.
std::expected<std::string, ExitStatus> type_secret(const std::string& prompt,
                                                   const Session& session);

/// A line that is typed at the terminal and seen there.
std::expected<std::string, ExitStatus> read_line(const std::string& prompt, const Session& session);

}  // namespace bookrent::cli
