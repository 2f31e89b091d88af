#pragma once
// What every daemon does before it serves: arguments, settings, log, directories.
#include <expected>
#include <span>
#include <string>

#include "common/settings/settings.hpp"
#include "common/suite/suite.hpp"

namespace bookrent::daemon {

struct Start {
  suite::Suite suite;
  settings::Settings settings;
  bool check = false;   // only look at the database, and end
  std::string restore;  // a copy of the database to make fit to be used, and end
};

/// Whether a daemon has a database, and so the options --check and --restore.
enum class Database { none, own };

/// Prepares the process of `bookrent-<name>d`. The error is an exit status: 0 when there is nothing
/// left to do (--help, --version, --check-config), otherwise the reason stands on stderr already.
/// For --check nothing is made on disk.
std::expected<Start, int> start(int argc, char** argv, const std::string& name,
                                std::span<const settings::Setting> table, Database database);

}  // namespace bookrent::daemon
