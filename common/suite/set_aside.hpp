#pragma once
#include <filesystem>
#include <string_view>
#include <vector>

namespace bookrent::suite {

/// A restore moves the databases that it replaces into a directory of this name and an instant in
/// the data directory, where they stay.
inline constexpr std::string_view set_aside_prefix = "before-restore-";

/// All of these; none where the data directory cannot be read.
std::vector<std::filesystem::path> set_aside_in(const std::filesystem::path& data);

}  // namespace bookrent::suite
