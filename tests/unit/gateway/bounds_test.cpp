#include <nlohmann/json.hpp>

#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using message::ErrorCode;
using testing::IsEmpty;
using testing::SizeIs;

GatewayLimits tight() {
  GatewayLimits limits;
  limits.queue_max = 3;
  limits.pending_max = 5;
  limits.pending_bytes_max = 4'000;
  limits.contexts_max = 2;
  return limits;
}

struct GatewayBounds : GatewayTest {
  GatewayBounds() : GatewayTest(tight()) {}
};

void expect_overloaded(const message::Reply& reply) {
  ASSERT_TRUE(reply.error);
  EXPECT_EQ(reply.error->code, ErrorCode::overloaded);
  EXPECT_TRUE(reply.error->retryable);
  EXPECT_EQ(reply.error->retry_after_ms, 100);
  EXPECT_EQ(reply.outcome, message::Outcome::none);
}

TEST_F(GatewayBounds, turns_away_what_a_queue_cannot_hold) {
  for (const char* id : {"1", "2", "3"}) client_sends("c", request(id));
  EXPECT_THAT(replies("c"), IsEmpty());
  client_sends("c", request("4"));
  expect_overloaded(only_reply("c"));
  client_sends("c", request("5", "payment"));
  EXPECT_THAT(replies("c"), IsEmpty());
}

TEST_F(GatewayBounds, turns_away_what_is_too_much_in_all) {
  worker_sends("w", ready("w"));
  for (const char* id : {"1", "2", "3", "4", "5"}) client_sends("c", request(id));
  EXPECT_THAT(replies("c"), IsEmpty());
  client_sends("c", request("6"));
  expect_overloaded(only_reply("c"));
}

TEST_F(GatewayBounds, counts_bytes_too) {
  auto large = request("1");
  large.body = R"({"text":")" + std::string(3'000, 'x') + R"("})";
  client_sends("c", large);
  EXPECT_THAT(replies("c"), IsEmpty());
  client_sends("c", large);
  expect_overloaded(only_reply("c"));
  pass(5s);
  EXPECT_THAT(replies("c"), SizeIs(1));
  client_sends("c", large);
  EXPECT_THAT(replies("c"), IsEmpty());
}

TEST_F(GatewayBounds, turns_away_a_fetch_too) {
  for (const char* id : {"1", "2", "3"}) client_sends("c", fetch(id));
  EXPECT_THAT(sent_, IsEmpty());
  client_sends("c", fetch("4"));
  expect_overloaded(only_reply("c"));
  EXPECT_EQ(gateway_.pending(), 3U);
}

TEST_F(GatewayBounds, refuses_a_correlation_id_that_is_too_long) {
  client_sends("c", request(std::string(129, 'x')));
  const auto refused = only_reply("c");
  EXPECT_EQ(refused.error->code, ErrorCode::invalid);
  EXPECT_EQ(refused.id.size(), 129U);
  EXPECT_EQ(gateway_.pending(), 0U);
}

TEST_F(GatewayBounds, knows_no_more_contexts_than_it_may) {
  worker_sends("a", ready("a", "one"));
  worker_sends("b", ready("b", "two"));
  worker_sends("c", ready("c", "three"));
  worker_sends("d", ready("d", "two"));
  EXPECT_THAT(health()["contexts"], SizeIs(2));
  EXPECT_THAT(taken<message::Heartbeat>(bus::Link::workers, "c"), IsEmpty());
  EXPECT_THAT(taken<message::Heartbeat>(bus::Link::workers, "d"), SizeIs(1));
}

TEST_F(GatewayBounds, frees_everything_after_replies_and_timeouts) {
  worker_sends("w", ready("w"));
  alive_ = {"w"};
  for (int round = 0; round < 10; ++round) {
    client_sends("c", request("answered"));
    for (const auto& got : requests("w")) worker_sends("w", reply(got.id));
    client_sends("c", request("never sent", "nowhere" + std::to_string(round)));
    client_sends("c", request("never answered"));
    pass(15s);
    sent_.clear();
  }
  EXPECT_EQ(gateway_.pending(), 0U);
  EXPECT_THAT(health()["contexts"], SizeIs(1));
  EXPECT_EQ(health()["contexts"][0]["in_flight"], 0);
}

}  // namespace
}  // namespace bookrent::gateway
