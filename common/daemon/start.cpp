#include "common/daemon/start.hpp"

#include <fmt/format.h>
#include <getopt.h>
#include <sched.h>
#include <sodium.h>
#include <sys/stat.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <ranges>

#include "common/daemon/exit_status.hpp"
#include "common/daemon/reload.hpp"
#include "common/log/log.hpp"

namespace bookrent::daemon {
namespace {

struct Arguments {
  std::optional<std::string> data;
  std::optional<std::string> settings;
  bool check_config = false;
  bool check = false;
  std::string restore;
  std::string reload;
};

std::string program_of(const Program& program) { return fmt::format("bookrent-{}d", program.name); }

void print_help(const std::string& program, Database database) {
  const char* check =
      database == Database::own
          ? "  --check          answer what `bookrent check` asks of the database, and end\n"
            "  --restore FILE   make FILE, a copy of the database, fit to be used, and end\n"
          : "";
  fmt::print(
      "Usage: {0} [OPTION]...\n"
      "One daemon of a bookrent suite. `bookrent up` starts them all; systemd runs an installed "
      "suite.\n\n"
      "  --data DIR       the suite's data directory (default: the installed suite)\n"
      "  --settings FILE  the settings (default: DIR/bookrent.toml or "
      "/etc/bookrent/bookrent.toml)\n"
      "  --check-config   read the settings, say what is wrong with them, and end\n"
      "  --reload PID     have the daemon that is this process read its settings anew, and end\n"
      "{1}"
      "  --version        print the version\n"
      "  --help           print this\n\n"
      "The manual page {0}(8) says more.\n",
      program, check);
}

std::expected<Arguments, int> read_arguments(int argc, char** argv, const std::string& program,
                                             Database database) {
  enum Option : int { data = 1, settings, check_config, reload, version, help, check, restore };
  const option options[] = {
      {"data", required_argument, nullptr, data},
      {"settings", required_argument, nullptr, settings},
      {"check-config", no_argument, nullptr, check_config},
      {"reload", required_argument, nullptr, reload},
      {"version", no_argument, nullptr, version},
      {"help", no_argument, nullptr, help},
      {database == Database::own ? "check" : nullptr, no_argument, nullptr, check},
      {database == Database::own ? "restore" : nullptr, required_argument, nullptr, restore},
      {nullptr, 0, nullptr, 0}};
  Arguments arguments;
  for (int read = 0; (read = ::getopt_long(argc, argv, "", options, nullptr)) != -1;) {
    switch (read) {
      case data:
        arguments.data = ::optarg;
        break;
      case settings:
        arguments.settings = ::optarg;
        break;
      case check_config:
        arguments.check_config = true;
        break;
      case check:
        arguments.check = true;
        break;
      case restore:
        arguments.restore = ::optarg;
        break;
      case reload:
        arguments.reload = ::optarg;
        break;
      case version:
        fmt::print("{} {}\n", program, BOOKRENT_VERSION);
        return std::unexpected(done);
      case help:
        print_help(program, database);
        return std::unexpected(done);
      default:
        fmt::print(stderr, "Try '{} --help'.\n", program);
        return std::unexpected(usage);
    }
  }
  if (::optind == argc) return arguments;
  fmt::print(stderr, "{}: unexpected argument '{}'\nTry '{} --help'.\n", program, argv[::optind],
             program);
  return std::unexpected(usage);
}

std::expected<suite::Suite, std::string> find_suite(const Arguments& arguments) {
  auto found = arguments.data ? suite::Suite::at(*arguments.data)
                              : std::expected<suite::Suite, std::string>{suite::Suite::of_unit()};
  if (found && arguments.settings) found->settings = *arguments.settings;
  return found;
}

/// An installed suite may be moved by its settings; one that `up` runs is where --data says.
void apply_paths(suite::Suite& suite, const settings::Settings& settings) {
  if (const std::string& data = settings.text("paths", "data"); !data.empty()) suite.data = data;
  if (const std::string& run = settings.text("paths", "run"); !run.empty()) suite.run = run;
}

/// Into the log, a line for each line of the reason: who looks after the suite reads it there.
int refuse_to_start(const std::string& name, const std::string& reason) {
  log::configure(name, log::Level::info);
  for (const auto line : std::views::split(reason, '\n'))
    log::error(std::string_view{line.begin(), line.end()});
  return configuration;
}

/// A settings file may be missing, but not one that was asked for.
std::expected<settings::Settings, std::string> load_settings(
    const Arguments& arguments, const std::filesystem::path& file,
    std::span<const settings::Setting> table) {
  std::error_code error;
  if (arguments.settings && !std::filesystem::exists(file, error))
    return std::unexpected(fmt::format("{}: no such file", file.string()));
  return settings::Settings::load(file, table, settings::process_environment());
}

/// What is wrong with them stands on stderr, and what they may not be meant to say. Returns the
/// exit status.
int check_settings(const Program& program,
                   const std::expected<settings::Settings, std::string>& settings,
                   const suite::Suite& suite) try {
  if (!settings) {
    for (const auto line : std::views::split(settings.error(), '\n'))
      refuse(program_of(program), {line.begin(), line.end()}, configuration);
    return configuration;
  }
  for (const std::string& warning : program.try_settings(*settings, suite))
    refuse(program_of(program), "warning: " + warning, done);
  return done;
} catch (const settings::BadSetting& bad) {
  return refuse(program_of(program), bad.what(), configuration);
}

int reload(const std::string& program, const std::string& process) {
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(process.data(), process.data() + process.size(), pid);
  if (error != std::errc{} || end != process.data() + process.size() || pid <= 0)
    return refuse(program, fmt::format("'{}' is no process id", process), usage);
  return ask_to_reload(program, pid);
}

/// Whoever is woken by a message lets the process that runs go on until it waits, rather than take
/// its processor: what has come together by then is done in one turn. Where this is not allowed it
/// is done without.
void share_the_processors() {
  const sched_param no_priority{};
  static_cast<void>(::sched_setscheduler(0, SCHED_BATCH, &no_priority));
}

}  // namespace

void start_log(const std::string& name, const settings::Settings& settings) {
  const std::string& format = settings.text("log", "format");
  const auto json = format == "auto" ? std::optional<bool>{} : std::optional{format == "json"};
  log::configure(name, *log::level_of(settings.text("log", "level")), json);
}

std::expected<Start, int> start(int argc, char** argv, const Program& about) {
  const std::string program = program_of(about);
  ::umask(0077);
  share_the_processors();
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error of the write
  if (sodium_init() < 0)
    return std::unexpected(refuse(program, "libsodium cannot start", internal));
  const auto arguments = read_arguments(argc, argv, program, about.database);
  if (!arguments) return std::unexpected(arguments.error());
  if (!arguments->reload.empty()) return std::unexpected(reload(program, arguments->reload));
  auto suite = find_suite(*arguments);
  if (!suite) return std::unexpected(refuse(program, suite.error(), configuration));
  const auto read_settings = [arguments = *arguments, file = suite->settings, table = about.table] {
    return load_settings(arguments, file, table);
  };
  auto settings = read_settings();
  if (settings && !arguments->data) apply_paths(*suite, *settings);
  if (arguments->check_config) return std::unexpected(check_settings(about, settings, *suite));
  if (!settings) return std::unexpected(refuse_to_start(about.name, settings.error()));
  start_log(about.name, *settings);
  // systemd prepares an installed suite, with modes of its own.
  const bool serves = !arguments->check && arguments->restore.empty();
  const auto prepared =
      arguments->data && serves ? suite::prepare(*suite) : std::expected<void, std::string>{};
  if (!prepared) return std::unexpected(refuse_to_start(about.name, prepared.error()));
  return Start{about.name,    about.table,      *std::move(suite), *std::move(settings),
               read_settings, !arguments->data, arguments->check,  arguments->restore};
}

}  // namespace bookrent::daemon
