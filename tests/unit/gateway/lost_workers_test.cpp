#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct GatewayLostWorkers : GatewayTest {
  void connect(const std::string& peer, std::int64_t credits = 100) {
    auto announcement = ready(peer);
    announcement.credits = credits;
    worker_sends(peer, announcement);
    alive_.push_back(peer);
  }
  void fail_to_deliver(const std::string& worker) {
    gateway_.undeliverable(
        {bus::Link::workers, worker, message::encode(message::Heartbeat{"g", true, 0, {}})});
    std::erase(alive_, worker);
  }
};

TEST_F(GatewayLostWorkers, repeats_their_requests_first_and_in_the_old_order) {
  connect("old", 3);
  for (const char* id : {"1", "2", "3", "4", "5"}) client_sends("c", request(id));
  EXPECT_THAT(bodies("old"), ElementsAre("1", "2", "3"));
  fail_to_deliver("old");
  client_sends("c", request("6"));
  connect("new");
  EXPECT_THAT(bodies("new"), ElementsAre("1", "2", "3", "4", "5", "6"));
}

TEST_F(GatewayLostWorkers, leave_their_requests_to_another_instance_at_once) {
  connect("a");
  connect("b");
  client_sends("c", request("1"));
  client_sends("c", request("2"));
  EXPECT_THAT(bodies("a"), ElementsAre("1"));
  fail_to_deliver("a");
  EXPECT_EQ(gateway_.wake_at(), clock_.steady());
  arrive({});
  EXPECT_THAT(bodies("b"), ElementsAre("2", "1"));
}

TEST_F(GatewayLostWorkers, are_those_that_were_silent_for_three_seconds) {
  connect("w");
  alive_.clear();
  pass(2'999ms);
  worker_sends("w", message::Heartbeat{"w", true, 0, {}});
  pass(2'999ms);
  EXPECT_THAT(resets("w"), IsEmpty());
  pass(1ms);
  worker_sends("w", message::Heartbeat{"w", true, 0, {}});
  EXPECT_THAT(resets("w"), SizeIs(1));
}

TEST_F(GatewayLostWorkers, are_not_those_that_say_anything_at_all) {
  connect("w");
  alive_.clear();
  pass(2'900ms);
  arrive({{bus::Link::workers, "w", {"nonsense"}}});
  pass(2'900ms);
  client_sends("c", request("1"));
  EXPECT_THAT(requests("w"), SizeIs(1));
}

TEST_F(GatewayLostWorkers, are_not_those_that_it_could_not_hear_itself) {
  connect("w");
  clock_.advance(60s);
  arrive({});
  client_sends("c", request("1"));
  EXPECT_THAT(requests("w"), SizeIs(1));
}

TEST_F(GatewayLostWorkers, are_taken_back_when_they_announce_themselves) {
  connect("w");
  client_sends("c", request("1"));
  const auto first = requests("w");
  ASSERT_THAT(first, SizeIs(1));
  fail_to_deliver("w");
  worker_sends("w", reply(first[0].id));
  EXPECT_THAT(resets("w"), SizeIs(1));
  connect("w");
  const auto second = requests("w");
  ASSERT_THAT(second, SizeIs(1));
  EXPECT_NE(second[0].id, first[0].id);
  worker_sends("w", reply(first[0].id));
  EXPECT_THAT(replies("c"), IsEmpty());
  worker_sends("w", reply(second[0].id));
  EXPECT_EQ(only_reply("c").id, "1");
}

TEST_F(GatewayLostWorkers, are_those_whose_store_is_in_new_hands) {
  connect("old");
  client_sends("c", request("1"));
  EXPECT_THAT(requests("old"), SizeIs(1));
  auto successor = ready("new");
  successor.store = ready("old").store;
  worker_sends("new", successor);
  EXPECT_THAT(bodies("new"), ElementsAre("1"));
  worker_sends("old", message::Heartbeat{"old", true, 0, {}});
  EXPECT_THAT(resets("old"), SizeIs(1));
}

TEST_F(GatewayLostWorkers, are_those_that_came_back_under_another_address) {
  connect("before");
  auto again = ready("before");
  again.store.clear();
  worker_sends("after", again);
  client_sends("c", request("1"));
  client_sends("c", request("2"));
  EXPECT_THAT(bodies("after"), ElementsAre("1", "2"));
}

TEST_F(GatewayLostWorkers, are_those_whose_address_speaks_for_another_context) {
  connect("w");
  worker_sends("w", ready("w", "payment"));
  client_sends("c", request("1", "rental"));
  client_sends("c", request("2", "payment"));
  EXPECT_THAT(bodies("w"), ElementsAre("2"));
}

TEST_F(GatewayLostWorkers, do_not_get_back_what_nobody_waits_for) {
  connect("w");
  client_sends("c", request("1"));
  pass(5s);
  EXPECT_THAT(replies("c"), SizeIs(1));
  fail_to_deliver("w");
  EXPECT_EQ(gateway_.pending(), 0U);
}

TEST_F(GatewayLostWorkers, are_no_matter_when_a_client_has_gone) {
  connect("w");
  client_sends("c", request("1"));
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  worker_sends("w", reply(got[0].id));
  gateway_.undeliverable({bus::Link::clients, "c", message::encode(reply("1"))});
  EXPECT_EQ(gateway_.pending(), 0U);
  client_sends("d", request("2"));
  EXPECT_THAT(requests("w"), SizeIs(1));
}

}  // namespace
}  // namespace bookrent::gateway
