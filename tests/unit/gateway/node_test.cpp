#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST(GatewayNode, is_ready_from_its_first_turn_on) {
  FakeClock clock;
  SeededRandom random{1};
  support::TestKeys keys;
  Gateway gateway({}, keys, clock, random);
  EXPECT_FALSE(gateway.ready());
  EXPECT_LE(gateway.wake_at(), clock.steady());
  gateway.turn({});
  EXPECT_TRUE(gateway.ready());
  EXPECT_FALSE(gateway.done());
}

struct GatewayStop : GatewayTest {};

TEST_F(GatewayStop, lets_the_replies_at_hand_out_and_takes_nothing_new) {
  worker_sends("w", ready("w"));
  client_sends("c", request("1"));
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  gateway_.stop();
  EXPECT_FALSE(gateway_.done());
  EXPECT_LE(gateway_.wake_at(), clock_.steady());
  arrive({{bus::Link::workers, "w", message::encode(reply(got[0].id))},
          {bus::Link::clients, "c", message::encode(request("2"))}});
  EXPECT_EQ(only_reply("c").id, "1");
  EXPECT_THAT(requests("w"), IsEmpty());
  EXPECT_TRUE(gateway_.done());
}

TEST_F(GatewayStop, sleeps_when_there_is_nothing_to_do) {
  EXPECT_EQ(gateway_.wake_at(), clock::Steady::max());
}

}  // namespace
}  // namespace bookrent::gateway
