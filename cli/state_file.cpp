#include "cli/state_file.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>

namespace bookrent::cli {
namespace {

std::filesystem::path state_directory() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
    return std::filesystem::path{state} / "bookrent";
  const char* home = std::getenv("HOME");
  return std::filesystem::path{home == nullptr ? "/" : home} / ".local/state/bookrent";
}

/// FNV-1a, 64 bits: a file name for an endpoint.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char byte : text) value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  return value;
}

}  // namespace

std::filesystem::path state_file(std::string_view kind, std::string_view endpoint) {
  return state_directory() / fmt::format("{}-{:016x}.json", kind, hash(endpoint));
}

void prepare_directory_of(const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  std::filesystem::permissions(file.parent_path(), std::filesystem::perms::owner_all, error);
}

}  // namespace bookrent::cli
