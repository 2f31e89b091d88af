#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace bookrent::cli {

/// Finds the six daemons of a suite, the gateway first. They stand in `directory`, or, where that
/// is empty, in the directory of this program, else in its ../sbin. Error: the first one missing
/// and where it was looked for, for people.
std::expected<std::vector<std::filesystem::path>, std::string> find_daemon_programs(
    const std::filesystem::path& directory);

}  // namespace bookrent::cli
