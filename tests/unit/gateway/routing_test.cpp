#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using message::ErrorCode;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct GatewayRouting : GatewayTest {
  void connect(const std::string& peer, std::int64_t credits = 100,
               const std::string& context = "rental") {
    auto announcement = ready(peer, context);
    announcement.credits = credits;
    worker_sends(peer, announcement);
    alive_.push_back(peer);
  }
};

TEST_F(GatewayRouting, brings_the_reply_back_under_the_senders_own_id) {
  connect("w");
  client_sends("c", request("mine"));
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  EXPECT_NE(got[0].id, "mine");
  auto answer = reply(got[0].id, R"({"rental_id":1})");
  answer.position["rental"] = {"epoch", 4};
  worker_sends("w", answer);
  answer.id = "mine";
  EXPECT_EQ(only_reply("c"), answer);
  EXPECT_EQ(gateway_.pending(), 0U);
}

TEST_F(GatewayRouting, keeps_apart_clients_that_chose_the_same_id) {
  connect("w");
  client_sends("a", request("1"));
  client_sends("b", request("1"));
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(2));
  worker_sends("w", reply(got[1].id, R"({"for":"b"})"));
  EXPECT_THAT(replies("a"), IsEmpty());
  EXPECT_EQ(only_reply("b").body, R"({"for":"b"})");
}

TEST_F(GatewayRouting, passes_on_what_is_not_its_own_business) {
  connect("w");
  auto sent = request("1");
  sent.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  sent.after["user"] = {"epoch", 9};
  sent.body = R"({"title":"책, \"quoted\""})";
  client_sends("c", sent);
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  EXPECT_EQ(got[0].key, sent.key);
  EXPECT_EQ(got[0].traceparent, sent.traceparent);
  EXPECT_EQ(got[0].after, sent.after);
  EXPECT_EQ(got[0].body, sent.body);
  EXPECT_EQ(got[0].ttl_ms, sent.ttl_ms);
}

TEST_F(GatewayRouting, subtracts_the_time_that_a_request_waited) {
  client_sends("c", request("1"));
  pass(1'200ms);
  connect("w");
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  EXPECT_EQ(got[0].ttl_ms, 3'800);
}

TEST_F(GatewayRouting, sends_to_the_worker_with_the_fewest_in_flight) {
  connect("a");
  connect("b");
  for (const char* id : {"1", "2", "3", "4"}) client_sends("c", request(id));
  auto of_a = requests("a");
  ASSERT_THAT(of_a, SizeIs(2));
  EXPECT_THAT(requests("b"), SizeIs(2));
  for (const auto& got : of_a) worker_sends("a", reply(got.id));
  client_sends("c", request("5"));
  client_sends("c", request("6"));
  EXPECT_THAT(bodies("a"), ElementsAre("5", "6"));
  EXPECT_THAT(bodies("b"), IsEmpty());
}

TEST_F(GatewayRouting, never_gives_a_worker_more_than_its_credits) {
  connect("w", 2);
  for (const char* id : {"1", "2", "3", "4"}) client_sends("c", request(id));
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(2));
  worker_sends("w", reply(got[0].id));
  EXPECT_THAT(bodies("w"), ElementsAre("3"));
  worker_sends("w", reply(got[1].id));
  EXPECT_THAT(bodies("w"), ElementsAre("4"));
}

TEST_F(GatewayRouting, keeps_the_order_of_those_that_wait) {
  for (const char* id : {"1", "2", "3"}) client_sends("c", request(id));
  connect("w");
  client_sends("c", request("4"));
  EXPECT_THAT(bodies("w"), ElementsAre("1", "2", "3", "4"));
}

TEST_F(GatewayRouting, lets_one_context_call_another) {
  connect("r");
  connect("p", 100, "payment");
  worker_sends("r", request("call", "payment", "authorize"));
  const auto got = requests("p");
  ASSERT_THAT(got, SizeIs(1));
  worker_sends("p", reply(got[0].id, R"({"approved":true})"));
  const auto answers = taken<message::Reply>(bus::Link::workers, "r");
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].id, "call");
}

TEST_F(GatewayRouting, sends_a_repeat_on_since_only_its_context_can_join_it) {
  connect("w");
  auto again = request("1");
  client_sends("c", again);
  again.id = "2";
  client_sends("c", again);
  EXPECT_THAT(requests("w"), SizeIs(2));
}

TEST_F(GatewayRouting, takes_an_answer_only_from_the_worker_that_was_asked) {
  connect("a");
  connect("b");
  client_sends("c", request("1"));
  const auto asked = requests("a");
  ASSERT_THAT(asked, SizeIs(1));
  worker_sends("b", reply(asked[0].id));
  EXPECT_THAT(replies("c"), IsEmpty());
  for (const char* id : {"1", "x", "--", "00000000-1-1", "99999999999999999999999-1"})
    worker_sends("a", reply(id));
  worker_sends("a", reply(asked[0].id + "0"));
  EXPECT_THAT(replies("c"), IsEmpty());
  worker_sends("a", reply(asked[0].id));
  EXPECT_EQ(only_reply("c").id, "1");
}

TEST_F(GatewayRouting, delivers_one_answer_only) {
  connect("w");
  client_sends("c", request("1"));
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  worker_sends("w", reply(got[0].id));
  worker_sends("w", reply(got[0].id));
  EXPECT_THAT(replies("c"), SizeIs(1));
}

TEST_F(GatewayRouting, ignores_an_answer_to_the_gateway_before_it) {
  SeededRandom other{2};
  Gateway before({}, keys_, clock_, other);
  auto logged_in = request("1");
  logged_in.token = support::manager_token();
  std::string old_id;
  for (const bus::Parcel& parcel : before.turn(
           std::vector<bus::Parcel>{{bus::Link::workers, "w", message::encode(ready("w"))},
                                    {bus::Link::clients, "c", message::encode(logged_in)}})) {
    const auto message = message::decode(parcel.parts);
    if (const auto* sent = std::get_if<message::Request>(&*message)) old_id = sent->id;
  }
  ASSERT_FALSE(old_id.empty());
  connect("w");
  client_sends("c", request("1"));
  worker_sends("w", reply(old_id));
  EXPECT_THAT(replies("c"), IsEmpty());
}

TEST_F(GatewayRouting, refuses_what_would_outgrow_a_header_on_its_way) {
  connect("w");
  auto large = request("1", "rental", "greet");
  large.key = std::string(message::header_bytes_max - 70, 'k');
  guest_sends("c", large);  // what takes the place of no token is longer than it
  EXPECT_THAT(requests("w"), IsEmpty());
  EXPECT_EQ(only_reply("c").error->code, ErrorCode::invalid);
  EXPECT_EQ(gateway_.pending(), 0U);
}

}  // namespace
}  // namespace bookrent::gateway
