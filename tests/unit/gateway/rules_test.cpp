#include "daemons/gateway/routing/rules.hpp"

#include <algorithm>

#include "common/log/log.hpp"
#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using message::ErrorCode;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

message::Request asked_by(std::string role, std::string op) {
  auto asked = request("1", "rental", std::move(op));
  asked.principal = message::Principal{3, std::move(role), {}, {"all"}};
  return asked;
}

TEST(Rules, allow_only_the_roles_that_were_announced) {
  const Rules rules(ready("w").operations);
  EXPECT_FALSE(rules.refusal(asked_by("manager", "rent")));
  EXPECT_FALSE(rules.refusal(asked_by("customer", "browse")));
  EXPECT_EQ(rules.refusal(asked_by("customer", "authorize"))->code, ErrorCode::forbidden);
  EXPECT_EQ(rules.refusal(asked_by("guest", "rent"))->code, ErrorCode::unauthenticated);
}

TEST(Rules, deny_what_nobody_announced) {
  EXPECT_EQ(Rules{}.refusal(asked_by("manager", "rent"))->code, ErrorCode::invalid);
}

TEST(Rules, deny_a_request_that_carries_no_principal) {
  EXPECT_EQ(Rules(ready("w").operations).refusal(request("1"))->code, ErrorCode::unauthenticated);
}

TEST(Rules, let_managers_and_services_read_a_history_and_nobody_else) {
  auto reader = fetch("1");
  EXPECT_EQ(refusal(reader)->code, ErrorCode::unauthenticated);
  for (const auto& [role, refused] :
       {std::pair{"manager", false}, {"service", false}, {"customer", true}, {"", true}}) {
    reader.principal = message::Principal{3, role, {}, {"all"}};
    EXPECT_EQ(refusal(reader).has_value(), refused) << role;
  }
}

TEST(Rules, cut_names_that_a_sender_chose) {
  const auto refused = Rules{}.refusal(asked_by("manager", std::string(9'000, 'x')));
  EXPECT_LT(refused->message.size(), 200U);
}

struct GatewayRules : GatewayTest {};

TEST_F(GatewayRules, names_the_operation_that_does_not_exist) {
  worker_sends("w", ready("w"));
  client_sends("c", request("1", "rental", "fly"));
  const auto refused = only_reply("c");
  EXPECT_EQ(refused.id, "1");
  EXPECT_EQ(refused.error->code, ErrorCode::invalid);
  EXPECT_THAT(refused.error->message, HasSubstr("no operation 'fly' in context 'rental'"));
  EXPECT_EQ(refused.outcome, message::Outcome::none);
  EXPECT_THAT(requests("w"), IsEmpty());
}

TEST_F(GatewayRules, forbids_a_role_that_is_not_listed) {
  worker_sends("w", ready("w"));
  client_sends("c", request("1", "rental", "authorize"));
  EXPECT_EQ(only_reply("c").error->code, ErrorCode::forbidden);
  worker_sends("w", request("2", "rental", "rent"));
  const auto answers = taken<message::Reply>(bus::Link::workers, "w");
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].error->code, ErrorCode::forbidden);
  EXPECT_THAT(requests("w"), IsEmpty());
}

TEST_F(GatewayRules, tells_the_log_who_was_refused_what_and_not_every_time) {
  worker_sends("w", ready("w"));
  log::configure("gateway", log::Level::warn, true);
  testing::internal::CaptureStderr();
  for (int i = 0; i < 1'000; ++i) client_sends("c", request("1", "rental", "authorize"));
  guest_sends("g", request("1", "rental", "rent"));
  pass(1s);
  guest_sends("g", request("1", "rental", "rent"));
  const std::string lines = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(lines, '\n'), log::Sparing::lines_per_second + 1);
  EXPECT_THAT(lines,
              HasSubstr(R"("actor":"user:1000","context":"rental","op":"authorize","why":"role")"));
  EXPECT_THAT(lines, HasSubstr(R"("why":"not_logged_in")"));
  EXPECT_THAT(lines, HasSubstr(R"("left_out":991)"));
}

TEST_F(GatewayRules, remembers_the_rules_of_a_context_that_has_no_worker_now) {
  worker_sends("w", ready("w"));
  worker_sends("w", message::Bye{"w"});
  client_sends("c", request("1", "rental", "authorize"));
  EXPECT_EQ(only_reply("c").error->code, ErrorCode::forbidden);
}

TEST_F(GatewayRules, judges_a_request_to_an_unheard_of_context_when_a_worker_comes) {
  client_sends("c", request("1", "rental", "authorize"));
  client_sends("d", request("2", "rental", "rent"));
  EXPECT_THAT(replies("c"), IsEmpty());
  worker_sends("w", ready("w"));
  EXPECT_EQ(only_reply("c").error->code, ErrorCode::forbidden);
  EXPECT_THAT(bodies("w"), testing::ElementsAre("2"));
}

TEST_F(GatewayRules, follows_the_newest_announcement) {
  worker_sends("w", ready("w"));
  auto newer = ready("w");
  newer.operations = {{"fly", message::OperationKind::query, message::for_managers("")}};
  worker_sends("w", newer);
  client_sends("c", request("1", "rental", "fly"));
  client_sends("c", request("2", "rental", "rent"));
  EXPECT_THAT(bodies("w"), testing::ElementsAre("1"));
  EXPECT_EQ(only_reply("c").id, "2");
}

}  // namespace
}  // namespace bookrent::gateway
