#pragma once
// What every daemon does before it serves: arguments, settings, log, directories.
#include <expected>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "common/settings/settings.hpp"
#include "common/suite/suite.hpp"

namespace bookrent::daemon {

/// Whether a daemon has a database, and so the options --check and --restore.
enum class Database { none, own };

/// A daemon, as its start needs to know it.
struct Program {
  std::string name;  // the rental of bookrent-rentald
  std::span<const settings::Setting> table;
  Database database = Database::own;
  /// Makes of the settings what the daemon would, and throws settings::BadSetting where it cannot.
  /// Returns what it would do and warn of, for people.
  std::function<std::vector<std::string>(const settings::Settings&, const suite::Suite&)>
      try_settings;
};

struct Start {
  std::string name;
  std::span<const settings::Setting> table;
  suite::Suite suite;
  settings::Settings settings;
  /// Reads them once more, from where these are from. Error: a line a problem.
  std::function<std::expected<settings::Settings, std::string>()> read_settings;
  bool installed = false;  // the suite of the machine, not one that --data names
  bool check = false;      // only look at the database, and end
  std::string restore;     // a copy of the database to make fit to be used, and end
};

/// Prepares the process of a daemon. The error is an exit status: 0 when there is nothing left to
/// do
/// (--help, --version, --check-config, --reload), otherwise the reason stands on stderr already.
/// For --check nothing is made on disk.
std::expected<Start, int> start(int argc, char** argv, const Program& program);

/// Sets the log up as the settings say.
void start_log(const std::string& name, const settings::Settings& settings);

}  // namespace bookrent::daemon
