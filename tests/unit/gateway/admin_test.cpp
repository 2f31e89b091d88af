#include <gtest/gtest.h>

#include "common/contract/settings.hpp"
#include "daemons/gateway/admin/serving.hpp"

namespace bookrent::gateway {
namespace {

std::unique_ptr<HttpServer> serve(const settings::Environment& environment) {
  static const clock::SystemClock clock;
  static const Board board;
  const auto settings = settings::Settings::load({}, contract::all_settings(), environment);
  return serve_admin(settings.value(), true, board, clock);
}

TEST(AdminPage, stops_nobody_when_somebody_has_the_port_that_nobody_named) {
  const auto holder = serve({});  // or another process of this machine
  EXPECT_EQ(serve({}), nullptr);
  EXPECT_THROW(serve({{"BOOKRENT_GATEWAY_ADMIN", holder ? admin_standard : "192.0.2.7:80"}}),
               settings::BadSetting);
}

}  // namespace
}  // namespace bookrent::gateway
