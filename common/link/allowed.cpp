#include "common/link/allowed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ranges>

#include "common/link/key_pair.hpp"

namespace bookrent::link {
namespace {

constexpr std::string_view client = "client";
constexpr std::string_view worker = "worker=";

std::optional<Peer> read_peer(std::string_view line) {
  std::vector<std::string_view> words;
  for (const auto word : std::views::split(line, ' ')) words.emplace_back(word.begin(), word.end());
  if (words.size() != 3 || !is_name(words[0]) || !is_key(words[2])) return std::nullopt;
  Peer peer{std::string{words[0]}, {}, std::string{words[2]}};
  if (words[1] == client) return peer;
  if (!words[1].starts_with(worker)) return std::nullopt;
  peer.context = words[1].substr(worker.size());
  return is_name(peer.context) ? std::optional{peer} : std::nullopt;
}

}  // namespace

bool is_name(std::string_view text) {
  constexpr std::string_view first =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  return !text.empty() && text.size() <= name_characters_max && first.contains(text.front()) &&
         std::ranges::all_of(text, [&](char letter) {
           return first.contains(letter) || letter == '.' || letter == '_' || letter == '-';
         });
}

std::string text_of(const std::vector<Peer>& peers) {
  std::string text;
  for (const Peer& peer : peers)
    text += fmt::format(
        "{} {} {}\n", peer.name,
        peer.context.empty() ? std::string{client} : fmt::format("{}{}", worker, peer.context),
        peer.public_key);
  return text;
}

std::expected<std::vector<Peer>, std::string> read_peers(std::string_view text) {
  std::vector<Peer> peers;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto peer = read_peer(text.substr(0, end));
    if (!peer) return std::unexpected(fmt::format("line {} is no link", number));
    const bool again = std::ranges::any_of(peers, [&](const Peer& other) {
      return other.name == peer->name || other.public_key == peer->public_key;
    });
    if (again) return std::unexpected(fmt::format("line {} repeats a name or key", number));
    peers.push_back(*peer);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return peers;
}

}  // namespace bookrent::link
