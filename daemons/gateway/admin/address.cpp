#include "daemons/gateway/admin/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace bookrent::gateway {
namespace {

struct HostAndPort {
  std::string host;  // without brackets
  bool brackets = false;
  std::optional<std::uint16_t> port;
};

std::optional<std::uint16_t> port_of(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), port);
  const bool good = error == std::errc{} && end == digits.end() && !digits.empty();
  return good ? std::optional{port} : std::nullopt;
}

/// The port may be missing; nothing for anything else that is not `HOST:PORT`.
std::optional<HostAndPort> split(std::string_view text) {
  HostAndPort found;
  std::string_view rest;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    found.brackets = true;
    found.host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
  } else {
    const std::size_t colon = std::min(text.find(':'), text.size());
    found.host = text.substr(0, colon);
    rest = text.substr(colon);
  }
  if (rest.empty()) return found;
  if (!rest.starts_with(':') || !(found.port = port_of(rest.substr(1)))) return std::nullopt;
  return found;
}

bool is_number(const HostAndPort& address) {
  in6_addr ignored{};
  return ::inet_pton(address.brackets ? AF_INET6 : AF_INET, address.host.c_str(), &ignored) == 1;
}

bool same_but_for_case(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  });
}

template <class Socket>
void keep(AdminAddress& address, const Socket& socket) {
  std::memcpy(&address.socket, &socket, sizeof socket);
  address.size = sizeof socket;
}

}  // namespace

std::expected<AdminAddress, std::string> read_admin_address(const std::string& text) {
  const auto split_text = split(text);
  if (!split_text || !split_text->port || !is_number(*split_text))
    return std::unexpected(
        "is not an address in digits with a port, such as 127.0.0.1:7480 or [::1]:7480");
  AdminAddress address;
  address.text = text;
  if (split_text->brackets) {
    sockaddr_in6 socket{};
    socket.sin6_family = AF_INET6;
    socket.sin6_port = htons(*split_text->port);
    ::inet_pton(AF_INET6, split_text->host.c_str(), &socket.sin6_addr);
    address.loopback = split_text->host == "::1";
    keep(address, socket);
  } else {
    sockaddr_in socket{};
    socket.sin_family = AF_INET;
    socket.sin_port = htons(*split_text->port);
    ::inet_pton(AF_INET, split_text->host.c_str(), &socket.sin_addr);
    address.loopback = split_text->host.starts_with("127.");
    keep(address, socket);
  }
  return address;
}

bool names_this_machine(std::string_view host) {
  const auto address = split(host);
  return address && (is_number(*address) ||
                     (!address->brackets && same_but_for_case(address->host, "localhost")));
}

}  // namespace bookrent::gateway
