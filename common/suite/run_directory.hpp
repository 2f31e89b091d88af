#pragma once

#include <expected>
#include <filesystem>
#include <string>

// Which directory holds a suite's sockets, and whether it can be trusted. Private to the library.
namespace bookrent::suite {

/// The run directory of a data directory, for Suite::at.
std::expected<std::filesystem::path, std::string> choose_run_directory(
    const std::filesystem::path& data);

/// Refuses anything but a real directory of ours that group and others cannot enter.
std::expected<void, std::string> check_private(const std::filesystem::path& directory);

/// Leaves a link in the data directory to a run directory outside, so that a process with another
/// environment (cron has no $XDG_RUNTIME_DIR) finds the same one.
void remember_run_directory(const std::filesystem::path& data, const std::filesystem::path& run);

}  // namespace bookrent::suite
