#pragma once
// What is carried to another machine, so that a command or daemon there reaches the gateway: a file
// of mode 0600, since it holds a secret.
#include <expected>
#include <filesystem>
#include <string>

#include "common/link/key_pair.hpp"

namespace bookrent::link {

struct LinkFile {
  std::string name;
  std::string context;     // of a worker; empty: for the command
  std::string endpoint;    // where the gateway listens for such a link
  std::string server_key;  // the gateway's public key
  KeyPair keys;
};

/// JSON.
std::string text_of(const LinkFile& link);

/// Error: the reason and what to do, for people, without a full stop.
std::expected<LinkFile, std::string> read_link_file(const std::filesystem::path& file);

}  // namespace bookrent::link
