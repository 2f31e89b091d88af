#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using message::ErrorCode;
using message::Outcome;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct GatewayDeadlines : GatewayTest {
  void connect(std::int64_t credits = 100) {
    auto announcement = ready("w");
    announcement.credits = credits;
    worker_sends("w", announcement);
    alive_ = {"w"};
  }
};

TEST_F(GatewayDeadlines, calls_a_context_unavailable_that_never_got_the_request) {
  client_sends("c", request("1"));
  pass(4'999ms);
  EXPECT_THAT(replies("c"), IsEmpty());
  pass(1ms);
  const auto answer = only_reply("c");
  EXPECT_EQ(answer.id, "1");
  EXPECT_EQ(answer.outcome, Outcome::none);
  EXPECT_EQ(answer.error->code, ErrorCode::unavailable);
  EXPECT_TRUE(answer.error->retryable);
  EXPECT_THAT(answer.error->message, HasSubstr("rental"));
  EXPECT_THAT(answer.error->message, HasSubstr("is its daemon running?"));
  EXPECT_EQ(gateway_.pending(), 0U);
}

TEST_F(GatewayDeadlines, calls_the_outcome_unknown_once_a_worker_got_the_request) {
  connect();
  client_sends("c", request("1"));
  pass(5s);
  const auto answer = only_reply("c");
  EXPECT_EQ(answer.outcome, Outcome::unknown);
  EXPECT_EQ(answer.error->code, ErrorCode::pending);
  EXPECT_TRUE(answer.error->retryable);
}

TEST_F(GatewayDeadlines, says_that_a_query_may_be_asked_again_once_a_worker_got_it) {
  connect();
  auto query = request("1");
  query.op = "show";
  client_sends("c", query);
  pass(5s);
  const auto answer = only_reply("c");
  EXPECT_EQ(answer.outcome, Outcome::none);
  EXPECT_EQ(answer.error->code, ErrorCode::unavailable);
  EXPECT_THAT(answer.error->message, HasSubstr("ask again"));
  EXPECT_TRUE(answer.error->retryable);
}

TEST_F(GatewayDeadlines, calls_it_unknown_too_when_that_worker_was_lost) {
  connect();
  client_sends("c", request("1"));
  worker_sends("w", message::Bye{"w"});
  alive_.clear();
  pass(5s);
  EXPECT_EQ(only_reply("c").outcome, Outcome::unknown);
  EXPECT_EQ(gateway_.pending(), 0U);
}

TEST_F(GatewayDeadlines, gives_ten_seconds_to_a_request_that_names_no_time) {
  auto timeless = request("1");
  timeless.ttl_ms = 0;
  client_sends("c", timeless);
  pass(9'999ms);
  EXPECT_THAT(replies("c"), IsEmpty());
  pass(1ms);
  EXPECT_THAT(replies("c"), SizeIs(1));
}

TEST_F(GatewayDeadlines, shortens_a_time_that_is_too_long) {
  connect();
  auto patient = request("1");
  patient.ttl_ms = std::numeric_limits<std::int64_t>::max();
  client_sends("c", patient);
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  EXPECT_EQ(got[0].ttl_ms, 60'000);
}

TEST_F(GatewayDeadlines, never_sends_what_has_expired) {
  client_sends("c", request("1"));
  clock_.advance(5s);
  connect();
  EXPECT_THAT(requests("w"), IsEmpty());
  EXPECT_EQ(only_reply("c").error->code, ErrorCode::unavailable);
}

TEST_F(GatewayDeadlines, prefers_an_answer_that_comes_with_the_deadline) {
  connect();
  client_sends("c", request("1"));
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  clock_.advance(5s);
  worker_sends("w", reply(got[0].id));
  EXPECT_EQ(only_reply("c").outcome, Outcome::applied);
}

TEST_F(GatewayDeadlines, keeps_the_place_of_a_request_that_its_worker_still_has) {
  connect(1);
  client_sends("c", request("1"));
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  pass(5s);
  EXPECT_THAT(replies("c"), SizeIs(1));
  client_sends("c", request("2"));
  EXPECT_THAT(requests("w"), IsEmpty());
  worker_sends("w", reply(got[0].id));
  EXPECT_THAT(replies("c"), IsEmpty());
  EXPECT_THAT(bodies("w"), testing::ElementsAre("2"));
}

TEST_F(GatewayDeadlines, frees_the_place_in_the_end_when_the_worker_never_answers) {
  connect(1);
  client_sends("c", request("1"));
  pass(14s);
  EXPECT_EQ(gateway_.pending(), 1U);
  client_sends("c", request("2"));
  pass(1s);
  EXPECT_THAT(bodies("w"), testing::ElementsAre("1", "2"));
  EXPECT_EQ(gateway_.pending(), 1U);
}

TEST_F(GatewayDeadlines, drops_a_late_fetch_without_a_word) {
  client_sends("c", fetch("1"));
  connect();
  client_sends("c", fetch("2"));
  pass(20s);
  EXPECT_THAT(replies("c"), IsEmpty());
  EXPECT_EQ(gateway_.pending(), 0U);
}

TEST_F(GatewayDeadlines, wakes_for_the_next_one) {
  client_sends("c", request("1"));
  EXPECT_EQ(gateway_.wake_at(), clock_.steady() + 5s);
}

TEST_F(GatewayDeadlines, times_out_a_long_queue_at_once) {
  arrive(std::vector<bus::Parcel>(3'000, {bus::Link::clients, "c", message::encode(request("1"))}));
  clock_.advance(5s);
  connect();
  EXPECT_THAT(replies("c"), SizeIs(3'000));
  EXPECT_EQ(gateway_.pending(), 0U);
}

}  // namespace
}  // namespace bookrent::gateway
