// Links over TCP: who may connect to this suite's gateway from another machine.
#include <nlohmann/json.hpp>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/render/table.hpp"
#include "cli/render/text.hpp"
#include "common/contract/settings.hpp"
#include "common/link/address.hpp"
#include "common/link/desk.hpp"

namespace bookrent::cli {
namespace {

ExitStatus tell(const link::Refusal& refusal, const Session& session) {
  const bool rule = refusal.reason == link::Refusal::Reason::rule;
  return session.fail(rule ? refused : storage, refusal.message);
}

std::string kind_of(const link::Peer& peer) { return peer.context.empty() ? "client" : "worker"; }

std::string json_of(const link::Peer& peer, const std::string& file = {}) {
  nlohmann::ordered_json json{{"link", peer.name}, {"kind", kind_of(peer)}};
  if (!peer.context.empty()) json["context"] = peer.context;
  json["public_key"] = peer.public_key;
  if (!file.empty()) json["file"] = file;
  return json.dump();
}

/// The suite whose links the command is about, where this user may see and change them.
std::expected<suite::Suite, ExitStatus> suite_with_links(const Session& session) {
  auto suite = find_suite_here(session.options());
  if (!suite) return std::unexpected(session.fail(bad_configuration, suite.error()));
  if (const auto closed = suite::why_closed(suite->links()))
    return std::unexpected(session.fail(
        not_allowed,
        fmt::format("{}; run this as that user or as root, such as with sudo", *closed)));
  return *std::move(suite);
}

/// Where the gateway says that it listens, when that is an address others can use.
std::expected<std::string, ExitStatus> endpoint_of(const AddLink& command,
                                                   const suite::Suite& suite,
                                                   const Session& session) {
  const std::string key = command.context.empty() ? "listen" : "listen_workers";
  std::string endpoint = command.at.value_or("");
  if (!command.at) {
    const auto settings = settings::Settings::load(suite.settings, contract::all_settings(),
                                                   settings::process_environment());
    if (!settings) return std::unexpected(session.fail(bad_configuration, settings.error()));
    endpoint = settings->text("gateway", key);
    if (endpoint.empty())
      return std::unexpected(session.fail(
          bad_configuration,
          fmt::format("the gateway does not listen over TCP: set gateway.{} in {}, or say with "
                      "--at where it will be found",
                      key, suite.settings.string())));
  }
  const auto address = link::read_address(endpoint);
  if (!address)
    return std::unexpected(
        session.fail(command.at ? usage : bad_configuration,
                     (command.at ? "--at " : "gateway." + key + " ") + address.error()));
  if (address->host == link::Address::Host::any)
    return std::unexpected(session.fail(
        usage, fmt::format("{} is no address to go to; say with --at where the gateway is found "
                           "from the other machine",
                           endpoint)));
  return endpoint;
}

}  // namespace

int run(const AddLink& command, Session& session) {
  if (!link::is_name(command.name))
    return session.fail(usage, fmt::format("'{}' is no name of a link: letters, digits, and ._- "
                                           "behind the first, {} at most",
                                           printable(command.name), link::name_characters_max));
  if (!command.context.empty() && (!link::is_name(command.context) || command.context == "gateway"))
    return session.fail(usage, "--worker names a context, such as view");
  const auto suite = suite_with_links(session);
  if (!suite) return suite.error();
  const auto endpoint = endpoint_of(command, *suite, session);
  if (!endpoint) return endpoint.error();
  const std::string file = command.file.value_or(command.name + ".link");
  const auto peer = link::add_link(*suite, command.name, command.context, *endpoint, file);
  if (!peer) return tell(peer.error(), session);
  if (session.options().json)
    session.print(json_of(*peer, file));
  else if (session.options().quiet)
    session.print(peer->name);
  else
    session.print(
        fmt::format("Added the link {}. Its secret is in {} alone: carry it to the other "
                    "machine, and keep no copy here.",
                    peer->name, file));
  return done;
}

int run(const ListLinks&, Session& session) {
  const auto suite = suite_with_links(session);
  if (!suite) return suite.error();
  const auto peers = link::read_allowed(*suite);
  if (!peers) return session.fail(storage, peers.error());
  Table table({{"LINK"}, {"KIND"}, {"CONTEXT"}, {"PUBLIC KEY"}});
  for (const link::Peer& peer : *peers) {
    if (session.options().json)
      session.print(json_of(peer));
    else if (session.options().quiet)
      session.print(peer.name);
    else
      table.add({peer.name, kind_of(peer), peer.context, peer.public_key});
  }
  if (!session.options().json && !session.options().quiet)
    fmt::print("{}", table.render(session.out()));
  return done;
}

int run(const RemoveLink& command, Session& session) {
  const auto suite = suite_with_links(session);
  if (!suite) return suite.error();
  const auto peer = link::remove_link(*suite, command.name);
  if (!peer) return tell(peer.error(), session);
  if (session.options().json)
    session.print(json_of(*peer));
  else if (!session.options().quiet)
    session.print(fmt::format("Removed the link {}; the gateway lets it in no more.", peer->name));
  return done;
}

}  // namespace bookrent::cli
