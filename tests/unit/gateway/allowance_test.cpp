#include "daemons/gateway/routing/allowance.hpp"

#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using enum message::OperationKind;
using std::chrono_literals::operator""min;

const clock::Steady start{std::chrono::hours{1}};
const message::Principal kim{3, "customer", {}, {"all"}}, lee{4, "customer", {}, {"all"}};

int allowed(Allowance& allowance, const message::Principal& who, message::OperationKind kind,
            clock::Steady now, int tries = 10'000) {
  int count = 0;
  for (int i = 0; i < tries; ++i) count += allowance.wait(who, "peer", kind, now) == 0ms;
  return count;
}

TEST(Allowance, lets_a_burst_pass_and_then_a_steady_stream) {
  Allowance allowance({{20, 200}, {100, 1'000}, {20, 100}});
  EXPECT_EQ(allowed(allowance, kim, command, start), 200);
  EXPECT_EQ(allowed(allowance, kim, command, start + 1s), 20);
  EXPECT_EQ(allowed(allowance, kim, command, start + 1min), 200);
}

TEST(Allowance, says_how_long_to_wait_and_keeps_its_word) {
  Allowance allowance({{20, 1}, {}, {}});
  EXPECT_EQ(allowance.wait(kim, "", command, start), 0ms);
  const auto wait = allowance.wait(kim, "", command, start);
  EXPECT_EQ(wait, 50ms);
  EXPECT_EQ(allowance.wait(kim, "", command, start + wait), 0ms);
}

TEST(Allowance, goes_by_new_rates_once_it_has_them) {
  Allowance allowance({{20, 200}, {}, {}});
  EXPECT_EQ(allowed(allowance, kim, command, start), 200);
  allowance.adopt({{1, 10}, {}, {}});
  EXPECT_EQ(allowed(allowance, kim, command, start), 0);
  EXPECT_EQ(allowed(allowance, kim, command, start + 1min), 10);
}

TEST(Allowance, of_one_caller_or_kind_takes_nothing_from_another) {
  Allowance allowance({{1, 1}, {1, 1}, {1, 1}});
  EXPECT_EQ(allowed(allowance, kim, command, start), 1);
  EXPECT_EQ(allowed(allowance, kim, query, start), 1);
  EXPECT_EQ(allowed(allowance, lee, command, start), 1);
  const message::Principal guest{0, "guest"};
  EXPECT_EQ(allowance.wait(guest, "a", command, start), 0ms);
  EXPECT_EQ(allowance.wait(guest, "b", command, start), 0ms);
  EXPECT_GT(allowance.wait(guest, "a", command, start), 0ms);
}

TEST(Allowance, is_without_limit_for_managers_and_daemons) {
  Allowance allowance({{1, 1}, {1, 1}, {1, 1}});
  for (const char* role : {"manager", "service"})
    EXPECT_EQ(allowed(allowance, {0, role, {}, {"all"}}, command, start), 10'000);
}

TEST(Allowance, keeps_a_bounded_number_of_a_million_callers_in_mind) {
  Allowance allowance{Rates{}};
  for (std::int64_t user = 1; user <= 1'000'000; ++user)
    allowance.wait({user, "customer", {}, {}}, "", query, start);
  EXPECT_LE(allowance.callers(), Allowance::callers_max);
  EXPECT_EQ(allowance.wait(lee, "", query, start + 1min), 0ms);
}

struct GatewayAllowance : GatewayTest {
  static GatewayLimits strict() {
    GatewayLimits limits;
    limits.rates.customer_commands = {1, 2};
    return limits;
  }
  GatewayAllowance() : GatewayTest(strict()) {}
};

TEST_F(GatewayAllowance, turns_away_who_asks_too_fast_and_says_when_to_come_back) {
  worker_sends("w", ready("w"));
  for (const char* id : {"1", "2", "3"}) {
    auto asked = request(id);
    asked.token = support::customer_token(3);
    client_sends("c", asked);
  }
  EXPECT_THAT(requests("w"), testing::SizeIs(2));
  const auto refused = only_reply("c");
  EXPECT_EQ(refused.id, "3");
  EXPECT_EQ(refused.error->code, message::ErrorCode::rate_limited);
  EXPECT_TRUE(refused.error->retryable);
  EXPECT_EQ(refused.error->retry_after_ms, 1'000);
  EXPECT_EQ(refused.outcome, message::Outcome::none);
}

}  // namespace
}  // namespace bookrent::gateway
