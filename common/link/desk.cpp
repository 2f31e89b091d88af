#include "common/link/desk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "common/suite/file_lock.hpp"
#include "common/suite/private_file.hpp"

namespace bookrent::link {
namespace {

namespace fs = std::filesystem;

std::unexpected<Refusal> by_rule(std::string message) {
  return std::unexpected(Refusal{Refusal::Reason::rule, std::move(message)});
}

std::unexpected<Refusal> by_files(std::string message) {
  return std::unexpected(Refusal{Refusal::Reason::files, std::move(message)});
}

/// Runs `change` while no other command changes the links of this suite.
template <class Change>
std::expected<Peer, Refusal> alone(const suite::Suite& suite, Change change) try {
  fs::create_directory(suite.links());
  fs::permissions(suite.links(), fs::perms::owner_all);
  const auto lock = suite::FileLock::take(suite.links() / "lock");
  if (!lock) return by_files(lock.error().reason);
  auto peers = read_allowed(suite);
  if (!peers) return by_files(peers.error());
  auto changed = change(*std::move(peers));
  suite::give_to_owner_of(suite.data, suite.links());
  for (const fs::directory_entry& made : fs::directory_iterator(suite.links()))
    suite::give_to_owner_of(suite.data, made.path());
  return changed;
} catch (const std::system_error& failure) {
  return by_files(failure.what());
}

KeyPair gateway_keys_made_at_need(const suite::Suite& suite) {
  std::error_code error;
  if (!fs::exists(suite.gateway_key(), error))
    suite::write_private_file(suite.gateway_key(), make_key_pair().secret_key + '\n');
  auto keys = read_gateway_keys(suite);
  if (!keys) throw std::system_error(std::make_error_code(std::errc::io_error), keys.error());
  return *std::move(keys);
}

}  // namespace

std::expected<KeyPair, std::string> read_gateway_keys(const suite::Suite& suite) {
  auto content = suite::read_private_file(suite.gateway_key());
  if (!content) return std::unexpected(content.error());
  if (content->ends_with('\n')) content->pop_back();
  auto keys = pair_of(*content);
  if (!keys)
    return std::unexpected(suite.gateway_key().string() +
                           " holds no key; remove it, and make all links anew");
  return *std::move(keys);
}

std::expected<std::vector<Peer>, std::string> read_allowed(const suite::Suite& suite) {
  std::error_code error;
  const bool is_there = fs::exists(suite.allowed_links(), error);
  if (error) return std::unexpected(suite.allowed_links().string() + ": " + error.message());
  if (!is_there) return std::vector<Peer>{};
  const auto content = suite::read_private_file(suite.allowed_links());
  if (!content) return std::unexpected(content.error());
  auto peers = read_peers(*content);
  if (!peers)
    return std::unexpected(suite.allowed_links().string() + " cannot be read: " + peers.error());
  return peers;
}

std::expected<Peer, Refusal> add_link(const suite::Suite& suite, const std::string& name,
                                      const std::string& context, const std::string& endpoint,
                                      const fs::path& file) {
  return alone(suite, [&](std::vector<Peer> peers) -> std::expected<Peer, Refusal> {
    if (std::ranges::find(peers, name, &Peer::name) != peers.end())
      return by_rule(fmt::format("there is a link {}; remove it first", name));
    if (peers.size() >= links_max) return by_rule(fmt::format("{} links are the most", links_max));
    if (fs::exists(fs::symlink_status(file)))
      return by_rule(file.string() + " is there already; name another file");
    const KeyPair gateway = gateway_keys_made_at_need(suite);
    const KeyPair keys = make_key_pair();
    suite::write_private_file(file, text_of({name, context, endpoint, gateway.public_key, keys}));
    peers.push_back({name, context, keys.public_key});
    suite::write_private_file(suite.allowed_links(), text_of(peers));
    return peers.back();
  });
}

std::expected<Peer, Refusal> remove_link(const suite::Suite& suite, const std::string& name) {
  return alone(suite, [&](std::vector<Peer> peers) -> std::expected<Peer, Refusal> {
    const auto found = std::ranges::find(peers, name, &Peer::name);
    if (found == peers.end()) return by_rule(fmt::format("there is no link {}", name));
    Peer removed = *found;
    peers.erase(found);
    suite::write_private_file(suite.allowed_links(), text_of(peers));
    return removed;
  });
}

}  // namespace bookrent::link
