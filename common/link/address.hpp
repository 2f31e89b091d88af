#pragma once
// Where a link over TCP begins or ends: `tcp://HOST:PORT`.
#include <expected>
#include <string>
#include <string_view>

namespace bookrent::link {

struct Address {
  enum class Host {
    any,       // `*`, `0.0.0.0`, `[::]`: every address of this machine; only to listen at
    loopback,  // 127.0.0.0/8, `[::1]`: never leaves this machine
    number,    // any other address in digits
    name,      // to be looked up: it may mean anything, loopback or not
  };
  Host host = Host::name;
  /// As ZeroMQ takes it.
  std::string endpoint;
};

/// Whether an endpoint of ZeroMQ is one of TCP, well formed or not.
bool is_tcp(std::string_view endpoint);

/// Reads `tcp://HOST:PORT`; IPv6 stands in brackets. A name is taken as it is and never looked up.
/// Error: why not, for people, to stand behind the name of the setting or option.
std::expected<Address, std::string> read_address(std::string_view endpoint);

/// The same of an address to listen at, which must be in digits or `*`.
std::expected<Address, std::string> read_listen_address(std::string_view endpoint);

}  // namespace bookrent::link
