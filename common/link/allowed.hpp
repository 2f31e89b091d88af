#pragma once
// Who may connect over TCP: the public keys that the gateway lets in.
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace bookrent::link {

inline constexpr std::size_t links_max = 256;
inline constexpr std::size_t name_characters_max = 64;

/// One link that is allowed.
struct Peer {
  std::string name;
  std::string context;  // a worker's; empty: a client's
  std::string public_key;
  bool operator==(const Peer&) const = default;
};

/// Letters, digits, `.`, `_` and `-`, and a letter or digit first: what is also a name of a file.
bool is_name(std::string_view text);

/// The content of the file: a line a link with its name, `client` or `worker=CONTEXT`, and key.
std::string text_of(const std::vector<Peer>& peers);

/// Error: the first line that is none, or that names what another line has; for people.
std::expected<std::vector<Peer>, std::string> read_peers(std::string_view text);

}  // namespace bookrent::link
