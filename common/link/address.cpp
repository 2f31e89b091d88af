#include "common/link/address.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace bookrent::link {
namespace {

constexpr std::string_view tcp = "tcp://";

bool is_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port >= 1 && port <= 65'535;
}

Address::Host kind_of(const in_addr& address) {
  const std::uint32_t number = ntohl(address.s_addr);
  if (number == INADDR_ANY) return Address::Host::any;
  return number >> 24U == 127 ? Address::Host::loopback : Address::Host::number;
}

Address::Host kind_of(const in6_addr& address) {
  if (IN6_IS_ADDR_UNSPECIFIED(&address)) return Address::Host::any;
  return IN6_IS_ADDR_LOOPBACK(&address) ? Address::Host::loopback : Address::Host::number;
}

bool is_name(std::string_view host) {
  constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
  // The last label of a name is never digits alone; `127.1` and `2130706433` are numbers in
  // disguise, which inet_aton would take.
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return !host.empty() && host.size() <= 253 && host.find_first_not_of(letters) == host.npos &&
         last.find_first_not_of("0123456789") != last.npos && !host.starts_with('-') &&
         !last.starts_with("0x") && !last.starts_with("0X");
}

/// In digits and nothing else: what inet_pton takes.
std::optional<Address::Host> kind_of(const std::string& host) {
  if (host == "*") return Address::Host::any;
  in_addr four{};
  if (::inet_pton(AF_INET, host.c_str(), &four) == 1) return kind_of(four);
  in6_addr six{};
  const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (brackets && ::inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &six) == 1)
    return kind_of(six);
  return is_name(host) ? std::optional{Address::Host::name} : std::nullopt;
}

}  // namespace

bool is_tcp(std::string_view endpoint) { return endpoint.starts_with(tcp); }

std::expected<Address, std::string> read_address(std::string_view endpoint) {
  const std::string_view place = is_tcp(endpoint) ? endpoint.substr(tcp.size()) : "";
  const std::size_t colon = place.rfind(':');
  if (colon == place.npos || !is_port(place.substr(colon + 1)))
    return std::unexpected(fmt::format(
        "must be tcp://ADDRESS:PORT, such as tcp://192.0.2.7:7700, not '{}'", endpoint));
  const auto host = kind_of(std::string{place.substr(0, colon)});
  if (!host)
    return std::unexpected(
        fmt::format("names no address: '{}'; an IPv6 address stands in brackets", endpoint));
  return Address{*host, std::string{endpoint}};
}

std::expected<Address, std::string> read_listen_address(std::string_view endpoint) {
  auto address = read_address(endpoint);
  if (address && address->host == Address::Host::name)
    return std::unexpected(fmt::format(
        "must be an address of this machine in digits, or *, and no name: '{}'", endpoint));
  return address;
}

}  // namespace bookrent::link
