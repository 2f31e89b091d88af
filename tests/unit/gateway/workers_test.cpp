#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct GatewayWorkers : GatewayTest {
  std::vector<message::Heartbeat> heartbeats(const std::string& worker) {
    return taken<message::Heartbeat>(bus::Link::workers, worker);
  }
};

TEST_F(GatewayWorkers, tells_a_worker_at_once_that_it_is_known) {
  worker_sends("w", ready("w"));
  EXPECT_THAT(heartbeats("w"), SizeIs(1));
}

TEST_F(GatewayWorkers, sends_a_heartbeat_each_second) {
  worker_sends("w", ready("w"));
  alive_ = {"w"};
  heartbeats("w");
  pass(3s);
  EXPECT_THAT(heartbeats("w"), SizeIs(3));
}

TEST_F(GatewayWorkers, probes_a_worker_that_has_requests_every_tenth_of_a_second) {
  worker_sends("w", ready("w"));
  alive_ = {"w"};
  client_sends("c", request("1"));
  heartbeats("w");
  pass(1s);
  EXPECT_THAT(heartbeats("w"), SizeIs(10));
}

TEST_F(GatewayWorkers, asks_a_stranger_to_announce_itself) {
  const std::vector<message::Message> messages{message::Heartbeat{"w", true, 3, {}},
                                               reply("1"),
                                               request("1"),
                                               fetch("1"),
                                               message::Drain{"w"},
                                               message::Bye{"w"},
                                               message::Reset{},
                                               message::Events{{}, "rental", "e", 1, 0, false, {}}};
  for (const auto& message : messages) {
    worker_sends("w", message);
    EXPECT_THAT(resets("w"), SizeIs(1)) << message.index();
  }
  EXPECT_EQ(gateway_.pending(), 0U);
}

TEST_F(GatewayWorkers, asks_a_stranger_once_a_turn) {
  const bus::Parcel heartbeat{bus::Link::workers, "w", message::encode(message::Heartbeat{})};
  arrive({heartbeat, heartbeat, heartbeat});
  EXPECT_THAT(resets("w"), SizeIs(1));
}

TEST_F(GatewayWorkers, does_not_ask_a_stranger_that_cannot_be_understood) {
  arrive({{bus::Link::workers, "w", {"BR1 ready", "{}"}}});
  EXPECT_THAT(sent_, IsEmpty());
}

TEST_F(GatewayWorkers, keeps_what_is_in_flight_when_a_worker_announces_itself_again) {
  worker_sends("w", ready("w"));
  client_sends("c", request("1"));
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  worker_sends("w", ready("w"));
  EXPECT_THAT(requests("w"), IsEmpty());
  worker_sends("w", reply(got[0].id));
  EXPECT_EQ(only_reply("c").id, "1");
}

TEST_F(GatewayWorkers, takes_new_credits_from_an_announcement) {
  auto announcement = ready("w");
  announcement.credits = 0;
  worker_sends("w", announcement);
  client_sends("c", request("1"));
  EXPECT_THAT(requests("w"), IsEmpty());
  worker_sends("w", ready("w"));
  EXPECT_THAT(requests("w"), SizeIs(1));
}

TEST_F(GatewayWorkers, sends_nothing_after_the_drain_that_it_gives_back) {
  worker_sends("w", ready("w"));
  client_sends("c", request("1"));
  worker_sends("w", message::Drain{"w"});
  const auto last = message::decode(sent_.back().parts);
  ASSERT_TRUE(last);
  EXPECT_TRUE(std::holds_alternative<message::Drain>(*last));
  EXPECT_THAT(requests("w"), SizeIs(1));
  client_sends("c", request("2"));
  EXPECT_THAT(requests("w"), IsEmpty());
}

TEST_F(GatewayWorkers, takes_the_answers_of_a_draining_worker) {
  worker_sends("w", ready("w"));
  client_sends("c", request("1"));
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  worker_sends("w", message::Drain{"w"});
  worker_sends("w", reply(got[0].id));
  EXPECT_EQ(only_reply("c").id, "1");
}

TEST_F(GatewayWorkers, hands_over_to_the_next_instance_without_an_error) {
  worker_sends("old", ready("old"));
  client_sends("c", request("1"));
  worker_sends("old", message::Drain{"old"});
  client_sends("c", request("2"));
  worker_sends("old", message::Bye{"old"});
  worker_sends("new", ready("new"));
  EXPECT_THAT(bodies("new"), ElementsAre("1", "2"));
  EXPECT_THAT(replies("c"), IsEmpty());
}

TEST_F(GatewayWorkers, lets_nobody_announce_the_gateway_itself) {
  worker_sends("w", ready("w", "gateway"));
  EXPECT_THAT(heartbeats("w"), IsEmpty());
  worker_sends("w", message::Heartbeat{});
  EXPECT_THAT(resets("w"), SizeIs(1));
}

}  // namespace
}  // namespace bookrent::gateway
