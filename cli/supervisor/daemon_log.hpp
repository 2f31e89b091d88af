#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bookrent::cli {

/// How much is in a log; 0 when there is none.
std::uintmax_t log_size(const std::filesystem::path& log);

/// The last errors that a process has written to a log of JSON lines behind `offset`, each once and
/// in their order. `process` is its name in the log, such as `rental`.
std::vector<std::string> last_errors(const std::filesystem::path& log, std::uintmax_t offset,
                                     std::string_view process);

}  // namespace bookrent::cli
