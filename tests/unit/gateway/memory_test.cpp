#include "daemons/gateway/routing/router.hpp"
#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST(PendingRequests, keep_no_bytes_of_a_request_that_was_given_up) {
  PendingRequests pending;
  Context context;
  Pending& kept = pending.add({{}, request("1"), 500, &context, clock::Steady{1s}});
  EXPECT_EQ(pending.bytes(), 500U);
  pending.give_up(kept, clock::Steady{9s});
  EXPECT_EQ(pending.bytes(), 0U);
  EXPECT_EQ(pending.size(), 1U);
  EXPECT_EQ(pending.next_deadline(), clock::Steady{9s});
  pending.erase(kept);
  EXPECT_EQ(pending.size(), 0U);
  EXPECT_EQ(pending.bytes(), 0U);
  EXPECT_EQ(pending.next_deadline(), clock::Steady::max());
}

TEST(AttemptId, is_read_back_only_by_the_session_that_wrote_it) {
  const AttemptId id{123, 4};
  EXPECT_EQ(attempt_id(text_of(id, "abcd"), "abcd"), id);
  EXPECT_FALSE(attempt_id(text_of(id, "abcd"), "abce"));
  for (const char* text : {"", "abcd", "abcd-", "abcd-1", "abcd-1-", "abcd-1-2-", "abcd-1-2x",
                           "abcd--1-2", "abcd-1-99999999999", "abcd 1 2"})
    EXPECT_FALSE(attempt_id(text, "abcd")) << text;
}

struct Memory : testing::Test {
  Registry registry;
  Outbox outbox;
  GatewayLimits limits;
};

TEST_F(Memory, of_a_context_that_never_came_ends_with_its_last_request) {
  RefusalLog refusals;
  Router router(limits, "s", registry, outbox, refusals);
  router.set_time(clock::Steady{});
  router.take({bus::Link::clients, "c", "1"}, request("1", "nowhere"), 100);
  router.take({bus::Link::clients, "c", "2"}, request("2", "nowhere"), 100);
  EXPECT_THAT(registry.contexts(), SizeIs(1));
  router.set_time(clock::Steady{5s});
  router.expire();
  EXPECT_THAT(registry.contexts(), IsEmpty());
}

TEST_F(Memory, of_a_context_is_not_taken_by_a_request_that_is_turned_away) {
  limits.pending_max = 0;
  RefusalLog refusals;
  Router router(limits, "s", registry, outbox, refusals);
  router.take({bus::Link::clients, "c", "1"}, request("1", "nowhere"), 100);
  EXPECT_THAT(registry.contexts(), IsEmpty());
  EXPECT_THAT(outbox.take(), SizeIs(1));
}

}  // namespace
}  // namespace bookrent::gateway
