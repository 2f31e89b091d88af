#include "cli/gateway_place.hpp"

#include <gmock/gmock.h>

namespace bookrent::cli {
namespace {

using ::testing::HasSubstr;

TEST(GatewayPlaceTest, sends_who_finds_the_installed_gateway_silent_to_systemd) {
  const GatewayPlace place{"ipc:///run/bookrent/clients", suite::Suite::installed(), {}};
  EXPECT_THAT(place.what_to_look_at(), HasSubstr("`systemctl start bookrent.target`"));
  EXPECT_THAT(place.what_to_look_at(), HasSubstr("`journalctl -u 'bookrent-*'`"));
}

TEST(GatewayPlaceTest, sends_who_finds_a_gateway_elsewhere_silent_to_its_machine) {
  const GatewayPlace place{"tcp://127.0.0.1:7700", {}, {}};
  EXPECT_THAT(place.what_to_look_at(), HasSubstr("its machine"));
}

}  // namespace
}  // namespace bookrent::cli
