#include "cli/supervisor/daemon_programs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <string_view>
#include <system_error>

namespace bookrent::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> daemons = {"bookrent-gatewayd", "bookrent-rentald",
                                                     "bookrent-paymentd", "bookrent-userd",
                                                     "bookrent-bookd",    "bookrent-viewd"};

std::vector<fs::path> directories(const fs::path& directory) {
  if (!directory.empty()) return {directory};
  std::error_code error;
  const auto own = fs::read_symlink("/proc/self/exe", error).parent_path();
  return {own, (own / "../sbin").lexically_normal()};
}

bool is_program(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

std::optional<fs::path> find(std::string_view name, const std::vector<fs::path>& places) {
  for (const auto& place : places) {
    if (auto path = place / name; is_program(path)) return path;
  }
  return std::nullopt;
}

std::string missing(std::string_view name, const std::vector<fs::path>& places) {
  std::vector<std::string> names;
  names.reserve(places.size());
  for (const auto& place : places) names.push_back(place.string());
  return fmt::format("the program {} is missing; looked in {}", name, fmt::join(names, " and "));
}

}  // namespace

std::expected<std::vector<fs::path>, std::string> find_daemon_programs(const fs::path& directory) {
  const auto places = directories(directory);
  std::vector<fs::path> programs;
  for (const auto name : daemons) {
    auto program = find(name, places);
    if (!program) return std::unexpected(missing(name, places));
    programs.push_back(*std::move(program));
  }
  return programs;
}

}  // namespace bookrent::cli
