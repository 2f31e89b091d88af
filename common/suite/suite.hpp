#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>

namespace bookrent::suite {

/// Where one suite lives on disk: everything that its command and its daemons have to agree on
/// before they can talk. All paths are absolute.
struct Suite {
  /// Databases, keys and locks; kept.
  std::filesystem::path data;
  /// Sockets; gone with the machine's next start.
  std::filesystem::path run;
  /// The settings file, which need not exist.
  std::filesystem::path settings;

  /// The suite that `bookrent up` runs in a data directory, which need not exist yet. Its sockets
  /// stand in `run` below it, or, where a socket's path would be longer than the 107 bytes that
  /// the kernel takes, in a short directory of $XDG_RUNTIME_DIR or /tmp that is named after a hash
  /// of the data directory. Error: the reason, for people, without a full stop.
  static std::expected<Suite, std::string> at(const std::filesystem::path& data_directory);

  /// The suite of the machine.
  static Suite installed();

  /// The same for its daemons, whose units may lay it out elsewhere ($STATE_DIRECTORY,
  /// $RUNTIME_DIRECTORY). In the unit of a job these name directories of the job.
  static Suite of_unit();

  /// Where clients reach the gateway.
  std::string clients_endpoint() const;
  /// Where the contexts reach the gateway.
  std::string workers_endpoint() const;
  /// Where the gateway publishes events.
  std::string events_endpoint() const;
  /// The JWK Set with which access tokens are verified; the user context writes it.
  std::filesystem::path public_keys() const { return data / "jwks.json"; }
  /// Where the user context leaves the password of the first manager.
  std::filesystem::path first_password() const { return data / "first-password"; }
  /// The keys of other issuers whose tokens are taken for a login, a file for each.
  std::filesystem::path issuers() const { return data / "issuers"; }
  /// What is kept of links over TCP.
  std::filesystem::path links() const { return data / "links"; }
  /// The gateway's own secret key, by which links know it.
  std::filesystem::path gateway_key() const { return links() / "gateway.key"; }
  /// The public keys of the links that the gateway lets in.
  std::filesystem::path allowed_links() const { return links() / "allowed"; }
  /// Held by the one gateway.
  std::filesystem::path gateway_lock() const { return run / "gateway.lock"; }
  /// There while a restore puts databases into their places.
  std::filesystem::path restoring() const { return data / "restoring"; }
  /// Held by the one `bookrent up`.
  std::filesystem::path supervisor_lock() const { return data / "up.lock"; }
};

/// Where `bookrent up` keeps its suite when nobody says: below $XDG_DATA_HOME, else below
/// ~/.local/share.
std::filesystem::path default_data_directory();

/// Creates the data and run directories that are missing, with mode 0700 whatever the umask. What
/// is there must be closed to group and others and ours, and a run directory a real one; a data
/// directory with nothing in it but settings and links is closed. Error: the reason, for people,
/// without a full stop. (systemd prepares the installed suite.)
std::expected<void, std::string> prepare(const Suite& suite);

/// Whether this process can keep a database in the data directory: it is there, belongs to the user
/// that the process runs as and to nobody else, and can be written. Error: why not, for people.
std::expected<void, std::string> check_data(const Suite& suite);

/// Why this process may not reach a socket, for people: what on its path is closed, and to whom it
/// belongs. Nothing where it may, and where there is no socket.
std::optional<std::string> why_closed(const std::filesystem::path& socket);

}  // namespace bookrent::suite
