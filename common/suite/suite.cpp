#include "common/suite/suite.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include "common/suite/run_directory.hpp"

namespace bookrent::suite {
namespace {

namespace fs = std::filesystem;

constexpr const char* settings_name = "bookrent.toml";
constexpr const char* open_to_others = "can be entered by others; say `chmod 700` on it";

bool is_open_to_others(const struct stat& file) {
  return (file.st_mode & (S_IRWXG | S_IRWXO)) != 0;
}

std::string reason(int error) { return std::generic_category().message(error); }

// The same before and after the directory exists, because the run directory's name depends on it.
std::expected<fs::path, std::string> resolve(const fs::path& directory) {
  if (directory.empty()) return std::unexpected("the data directory has no name");
  std::error_code error;
  auto resolved = fs::weakly_canonical(fs::absolute(directory, error), error);
  // What may not be looked into has its name all the same.
  if (error == std::errc::permission_denied)
    resolved = fs::absolute(directory).lexically_normal();
  else if (error)
    return std::unexpected(directory.string() + ": " + error.message());
  if (!resolved.has_filename() && resolved.has_relative_path()) resolved = resolved.parent_path();
  return resolved;
}

// systemd separates several directories with colons; ours is the first.
fs::path first_directory(const char* variable, const fs::path& otherwise) {
  const char* value = std::getenv(variable);
  const std::string_view list = value == nullptr ? "" : value;
  return list.empty() ? otherwise : fs::path{list.substr(0, list.find(':'))};
}

fs::path home_directory() {
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') return home;
  const passwd* entry = ::getpwuid(::geteuid());
  return entry == nullptr ? "/" : entry->pw_dir;
}

std::expected<bool, std::string> make_directory(const fs::path& path) {
  if (::mkdir(path.c_str(), 0700) != 0) {
    if (errno == EEXIST) return false;
    return std::unexpected("cannot create " + path.string() + ": " + reason(errno));
  }
  // An unusual umask may have taken bits from the owner as well.
  ::chmod(path.c_str(), 0700);
  return true;
}

std::expected<void, std::string> make_directories(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return {};
  if (path.has_relative_path()) {
    if (auto parent = make_directories(path.parent_path()); !parent) return parent;
  }
  const auto made = make_directory(path);
  if (!made) return std::unexpected(made.error());
  // Another process may have made it meanwhile, or something else stands there.
  if (!*made && !fs::is_directory(path, error)) {
    return std::unexpected(path.string() + " is not a directory");
  }
  return {};
}

// A directory that somebody made for a suite, with nothing in it but what is there before the first
// start: settings, and links, which are closed by themselves.
bool is_unused(const Suite& suite) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(suite.data, error))
    if (entry.path().filename() != settings_name && entry.path() != suite.links()) return false;
  return !error;
}

std::expected<void, std::string> keep_to_ourselves(const Suite& suite) {
  struct stat found = {};
  if (::stat(suite.data.c_str(), &found) != 0 || !is_open_to_others(found)) return {};
  if (is_unused(suite) && ::chmod(suite.data.c_str(), 0700) == 0) return {};
  return std::unexpected("the data directory " + suite.data.string() + ' ' + open_to_others);
}

std::string name_of_user(uid_t id) {
  const passwd* entry = ::getpwuid(id);
  return entry == nullptr ? "user " + std::to_string(id) : entry->pw_name;
}

}  // namespace

std::expected<Suite, std::string> Suite::at(const fs::path& data_directory) {
  auto data = resolve(data_directory);
  if (!data) return std::unexpected(data.error());
  auto run = choose_run_directory(*data);
  if (!run) return std::unexpected(run.error());
  return Suite{*data, *run, *data / settings_name};
}

Suite Suite::installed() {
  return {"/var/lib/bookrent", "/run/bookrent", "/etc/bookrent/bookrent.toml"};
}

Suite Suite::of_unit() {
  const Suite otherwise = installed();
  return {first_directory("STATE_DIRECTORY", otherwise.data),
          first_directory("RUNTIME_DIRECTORY", otherwise.run), otherwise.settings};
}

std::string Suite::clients_endpoint() const { return "ipc://" + (run / "clients").string(); }
std::string Suite::workers_endpoint() const { return "ipc://" + (run / "workers").string(); }
std::string Suite::events_endpoint() const { return "ipc://" + (run / "events").string(); }

fs::path default_data_directory() {
  const char* base = std::getenv("XDG_DATA_HOME");
  if (base != nullptr && *base == '/') return fs::path(base) / "bookrent";
  return home_directory() / ".local/share/bookrent";
}

std::expected<void, std::string> prepare(const Suite& suite) {
  if (auto data = make_directories(suite.data); !data) return data;
  if (auto closed = keep_to_ourselves(suite); !closed) return closed;
  if (auto ours = check_data(suite); !ours) return ours;
  const auto run = make_directory(suite.run);
  if (!run) return std::unexpected(run.error());
  if (!*run) {
    if (auto checked = check_private(suite.run); !checked) return checked;
  }
  remember_run_directory(suite.data, suite.run);
  return {};
}

std::expected<void, std::string> check_data(const Suite& suite) {
  const auto refuse = [&](const std::string& why) {
    return std::unexpected("the data directory " + suite.data.string() + " " + why);
  };
  struct stat found = {};
  if (::stat(suite.data.c_str(), &found) != 0) return refuse("cannot be used: " + reason(errno));
  if (!S_ISDIR(found.st_mode)) return refuse("is not a directory");
  if (found.st_uid != ::geteuid())
    return refuse("belongs to " + name_of_user(found.st_uid) + ", and this runs as " +
                  name_of_user(::geteuid()) + "; start it as that user, or `chown -R` it");
  if (is_open_to_others(found)) return refuse(open_to_others);
  if (::access(suite.data.c_str(), R_OK | W_OK | X_OK) != 0)
    return refuse("cannot be written: " + reason(errno));
  return {};
}

std::optional<std::string> why_closed(const fs::path& socket) {
  fs::path passed;
  for (const fs::path& part : socket) {
    passed /= part;
    const int wanted = passed == socket ? W_OK : X_OK;
    if (::faccessat(AT_FDCWD, passed.c_str(), wanted, AT_EACCESS) == 0) continue;
    struct stat found = {};
    if (errno != EACCES || ::stat(passed.c_str(), &found) != 0) return std::nullopt;
    return passed.string() + " belongs to " + name_of_user(found.st_uid) + " and is closed to " +
           name_of_user(::geteuid());
  }
  return std::nullopt;
}

}  // namespace bookrent::suite
