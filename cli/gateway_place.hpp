#pragma once
// Which gateway a command talks to.
#include <expected>
#include <optional>
#include <string>

#include "cli/invocation.hpp"
#include "common/link/link_file.hpp"
#include "common/suite/suite.hpp"

namespace bookrent::cli {

struct GatewayPlace {
  std::string endpoint;
  std::optional<suite::Suite> suite;   // where it is on this machine, unless an endpoint was named
  std::optional<link::LinkFile> link;  // with whose keys it is reached over TCP

  /// Why this user may not reach it, and what to do, for an error message; nothing where they may.
  std::optional<std::string> not_permitted() const;
  /// False when it is certain that nobody will answer; a gateway that restarts counts as there.
  bool may_be_running() const;
  /// How to start it, for an error message.
  std::string how_to_start() const;
  /// What helps where nobody has answered, for an error message: without a gateway nothing of the
  /// suite can be asked.
  std::string what_to_look_at() const;
};

/// --endpoint or BOOKRENT_ENDPOINT, with the keys of --link-file or BOOKRENT_LINK_FILE, which also
/// knows an endpoint; --data or BOOKRENT_DATA; else the suite that runs in the
/// default data directory, or an installed one. Error: the reason.
std::expected<GatewayPlace, std::string> find_gateway(const GlobalOptions& options);
/// The suite on this machine that a command about files is for, found in the same way. Error: the
/// reason, also when a gateway elsewhere was named.
std::expected<suite::Suite, std::string> find_suite_here(const GlobalOptions& options);

/// Whether it is the machine's, which systemd runs.
bool is_installed(const suite::Suite& suite);
/// The command that stops it, also where an installed one was named by its data directory.
std::string how_to_stop(const suite::Suite& suite);

/// The suite that `up` and `down` are about: --data, BOOKRENT_DATA or the default data directory.
std::expected<suite::Suite, std::string> own_suite(const GlobalOptions& options);

}  // namespace bookrent::cli
