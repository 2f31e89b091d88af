#pragma once
// Where the command remembers something of a suite for this user: in $XDG_STATE_HOME/bookrent/.
#include <filesystem>
#include <string>
#include <string_view>

namespace bookrent::cli {

/// The file for `kind` of the suite that `endpoint` names. Its directory need not exist.
std::filesystem::path state_file(std::string_view kind, std::string_view endpoint);

/// Makes the file's directory where it is missing, and closes it to everybody else. Failure shows
/// when the file is written.
void prepare_directory_of(const std::filesystem::path& file);

}  // namespace bookrent::cli
