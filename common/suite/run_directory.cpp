#include "common/suite/run_directory.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <system_error>

namespace bookrent::suite {
namespace {

namespace fs = std::filesystem;

// sockaddr_un holds 108 bytes, the last of which is the terminating zero.
constexpr std::size_t socket_path_bytes_max = 107;
constexpr std::string_view longest_socket_name = "clients";
constexpr std::string_view link_name = "run-directory";

std::size_t longest_socket_path(const fs::path& run) {
  return (run / longest_socket_name).native().size();
}

bool fits(const fs::path& run) { return longest_socket_path(run) <= socket_path_bytes_max; }

// FNV-1a: short, and the same in every build, which std::hash does not promise.
std::string hash_of(const fs::path& data) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char byte : data.native()) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  }
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 16).ptr;
  const std::string text(digits.data(), end);
  return std::string(digits.size() - text.size(), '0') + text;
}

// A copied data directory brings the link of the original along; its hash tells them apart.
bool belongs_to(const fs::path& data, const fs::path& run) {
  const auto name = run.filename().string();
  return name.starts_with("bookrent-") && name.ends_with('-' + hash_of(data));
}

std::optional<fs::path> remembered(const fs::path& data) {
  std::error_code error;
  auto run = fs::read_symlink(data / link_name, error);
  if (error || !belongs_to(data, run) || !fs::is_directory(run, error)) return std::nullopt;
  return run;
}

bool is_directory_of_ours(const fs::path& path) {
  struct stat found = {};
  return ::stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == ::geteuid();
}

fs::path short_run_directory(const fs::path& data) {
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  if (runtime != nullptr && fs::path(runtime).is_absolute() && is_directory_of_ours(runtime)) {
    return fs::path(runtime) / ("bookrent-" + hash_of(data));
  }
  return "/tmp/bookrent-" + std::to_string(::geteuid()) + "-" + hash_of(data);
}

std::string too_long(const fs::path& run) {
  return "the runtime directory " + run.parent_path().string() +
         " is too long: a socket in it would have a path of " +
         std::to_string(longest_socket_path(run)) + " bytes, and " +
         std::to_string(socket_path_bytes_max) +
         " are the most; set XDG_RUNTIME_DIR to a shorter directory, or unset it";
}

}  // namespace

std::expected<fs::path, std::string> choose_run_directory(const fs::path& data) {
  if (auto inside = data / "run"; fits(inside)) return inside;
  if (auto known = remembered(data); known && fits(*known)) return *std::move(known);
  auto run = short_run_directory(data);
  if (!fits(run)) return std::unexpected(too_long(run));
  // A client comes here without prepare(): nobody else's directory in /tmp may pass for the suite.
  if (std::error_code error; fs::exists(fs::symlink_status(run, error))) {
    if (auto checked = check_private(run); !checked) return std::unexpected(checked.error());
  }
  return run;
}

std::expected<void, std::string> check_private(const fs::path& directory) {
  const auto refuse = [&](const std::string& reason) {
    return std::unexpected(directory.string() + " cannot hold the sockets: " + reason);
  };
  struct stat found = {};
  if (::lstat(directory.c_str(), &found) != 0) {
    return refuse(std::generic_category().message(errno));
  }
  if (S_ISLNK(found.st_mode)) return refuse("it is a symbolic link; remove it");
  if (!S_ISDIR(found.st_mode)) return refuse("it is not a directory; remove it");
  if (found.st_uid != ::geteuid()) return refuse("it belongs to another user");
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return refuse("others can enter it; say `chmod 700` on it");
  }
  return {};
}

void remember_run_directory(const fs::path& data, const fs::path& run) {
  if (!belongs_to(data, run) || remembered(data) == run) return;
  // Best effort: without the link only a process with another environment misses the suite.
  std::error_code error;
  const auto fresh = data / (std::string(link_name) + ".new");
  fs::remove(fresh, error);
  fs::create_symlink(run, fresh, error);
  if (!error) fs::rename(fresh, data / link_name, error);
}

}  // namespace bookrent::suite
