#pragma once
// Where the HTTP server listens, and whom it takes for somebody who means it.
#include <expected>
#include <string>
#include <string_view>

#include <sys/socket.h>

namespace bookrent::gateway {

struct AdminAddress {
  std::string text;  // as it is written: 127.0.0.1:7480
  bool loopback = false;
  sockaddr_storage socket{};
  socklen_t size = 0;
};

/// Reads `HOST:PORT`, the host in digits, IPv6 in brackets. Port 0 is a free one. Error: why not,
/// for people, to stand behind the name of the setting.
std::expected<AdminAddress, std::string> read_admin_address(const std::string& text);

/// Whether the header Host names this machine as nobody else can: in digits, or `localhost`. A page
/// of somebody else's, whose name was made to mean this machine, comes under that name.
bool names_this_machine(std::string_view host);

}  // namespace bookrent::gateway
