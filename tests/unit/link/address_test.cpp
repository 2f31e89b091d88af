#include "common/link/address.hpp"

#include <gtest/gtest.h>

namespace bookrent::link {
namespace {

Address::Host host_of(const std::string& host) {
  const auto address = read_address("tcp://" + host + ":7700");
  EXPECT_TRUE(address.has_value()) << host;
  return address ? address->host : Address::Host::name;
}

TEST(LinkAddress, knows_loopback_by_its_number) {
  for (const char* host : {"127.0.0.1", "127.255.1.2", "[::1]", "[0:0:0:0:0:0:0:1]"})
    EXPECT_EQ(host_of(host), Address::Host::loopback) << host;
}

TEST(LinkAddress, takes_nothing_else_for_loopback) {
  for (const char* host : {"192.0.2.7", "128.0.0.1", "12.7.0.1", "[fe80::1]", "[2001:db8::1]",
                           "[::ffff:127.0.0.1]", "[::127.0.0.1]"})
    EXPECT_EQ(host_of(host), Address::Host::number) << host;
  for (const char* host : {"*", "0.0.0.0", "[::]"})
    EXPECT_EQ(host_of(host), Address::Host::any) << host;
  for (const char* host : {"localhost", "127.0.0.1.example.org", "gateway.example.org"})
    EXPECT_EQ(host_of(host), Address::Host::name) << host;
}

TEST(LinkAddress, refuses_numbers_in_disguise_and_what_is_no_address) {
  for (const char* host :
       {"127.1", "2130706433", "0x7f.1", "0x7f000001", "127.0.0.01", "::1", "[::1",
        "eth0;127.0.0.1", "127.0.0.1;192.0.2.7", "", " 127.0.0.1", "a b", "-a"})
    EXPECT_FALSE(read_address(std::string{"tcp://"} + host + ":7700").has_value()) << host;
}

TEST(LinkAddress, refuses_a_port_that_is_none) {
  for (const char* port : {"", ":", ":0", ":65536", ":*", ":77x", ":-1", ":+1", ": 1"})
    EXPECT_FALSE(read_address(std::string{"tcp://127.0.0.1"} + port).has_value()) << port;
}

TEST(LinkAddress, refuses_another_transport) {
  for (const char* endpoint : {"ipc:///run/x", "127.0.0.1:7700", "udp://127.0.0.1:7700", ""})
    EXPECT_FALSE(read_address(endpoint).has_value()) << endpoint;
}

TEST(LinkAddress, listens_at_no_name) {
  EXPECT_TRUE(read_listen_address("tcp://*:7700").has_value());
  EXPECT_TRUE(read_listen_address("tcp://[::1]:7700").has_value());
  EXPECT_FALSE(read_listen_address("tcp://localhost:7700").has_value());
}

}  // namespace
}  // namespace bookrent::link
