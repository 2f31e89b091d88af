#pragma once
// Where the links of a suite are made and taken back: in its data directory, whether it runs or
// not. The gateway notices by itself.
#include <expected>
#include <string>
#include <vector>

#include "common/link/allowed.hpp"
#include "common/link/link_file.hpp"
#include "common/suite/suite.hpp"

namespace bookrent::link {

struct Refusal {
  enum class Reason {
    rule,   // a name that is taken or unknown, too many
    files,  // a file cannot be read, written or locked
  };
  Reason reason;
  std::string message;  // for people, without a full stop
};

/// The gateway's own keys. Error: for people.
std::expected<KeyPair, std::string> read_gateway_keys(const suite::Suite& suite);

/// The links that are allowed, none where no file is. Error: for people.
std::expected<std::vector<Peer>, std::string> read_allowed(const suite::Suite& suite);

/// Allows a new link with new keys, and makes the gateway's own at need. `file` gets what is to be
/// carried, and must not be there yet; it is written before the link is allowed.
std::expected<Peer, Refusal> add_link(const suite::Suite& suite, const std::string& name,
                                      const std::string& context, const std::string& endpoint,
                                      const std::filesystem::path& file);

std::expected<Peer, Refusal> remove_link(const suite::Suite& suite, const std::string& name);

}  // namespace bookrent::link
