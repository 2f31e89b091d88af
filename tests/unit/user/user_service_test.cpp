#include <nlohmann/json.hpp>

#include "tests/unit/user/user_context.hpp"

namespace bookrent::user {
namespace {

using message::ErrorCode;
using message::Outcome;
using support::body_of;

TEST_F(UserContext, adds_a_user) {
  const auto reply = engine.request(R"(add)", R"({"name":" 김고객 ","email":"kim@example.org"})");
  EXPECT_EQ(reply.outcome, Outcome::applied);
  EXPECT_EQ(reply.body,
            R"({"user_id":1,"name":"김고객","email":"kim@example.org","role":"customer",)"
            R"("status":"active","rentals":[]})");
  EXPECT_EQ(reply.position.at("user").sequence, 1);
}

TEST_F(UserContext, tells_of_a_new_user_without_the_email) {
  add("Kim", "kim@example.org");
  ASSERT_EQ(engine.published().size(), 1U);
  const eventlog::Event& event = engine.published().front();
  EXPECT_EQ(event.type, "bookrent.user.registered.v1");
  EXPECT_EQ(event.subject, "user/1");
  EXPECT_EQ(event.actor, "manager:0");
  EXPECT_EQ(event.data.find("email"), std::string::npos);
  EXPECT_EQ(engine.published<contract::UserRegistered>(),
            (std::vector{contract::UserRegistered{1, "Kim"}}));
}

TEST_F(UserContext, refuses_an_email_twice_in_any_case) {
  add("Kim", "kim@example.org");
  const auto error = refused(contract::AddUser{"Lee", "KIM@EXAMPLE.ORG", {}});
  EXPECT_EQ(error.code, ErrorCode::refused);
  EXPECT_EQ(error.reason, "email_taken");
  EXPECT_EQ(error.message, "user 1 has this e-mail address already; give another one");
  EXPECT_EQ(error.details, R"({"user_id":1})");
}

TEST_F(UserContext, says_what_is_wrong_with_a_value) {
  EXPECT_EQ(refused(contract::AddUser{"", "kim@example.org", {}}).reason, "bad_name");
  EXPECT_EQ(refused(contract::AddUser{"Kim", "kim", {}}).reason, "bad_email");
  const auto error = engine.request("add", R"({"name":"Kim"})").error;
  EXPECT_EQ(error->code, ErrorCode::invalid);
  EXPECT_EQ(error->message, "email is missing");
}

TEST_F(UserContext, a_refused_command_leaves_nothing_behind) {
  refused(contract::AddUser{"", "kim@example.org", {}});
  EXPECT_TRUE(engine.published().empty());
  EXPECT_EQ(add("Kim", "kim@example.org"), 1);
}

TEST_F(UserContext, is_for_managers_only) {
  const auto reply = engine.request("list", "{}", support::customer(1));
  EXPECT_EQ(reply.error->code, ErrorCode::forbidden);
}

TEST_F(UserContext, changes_a_user_and_tells) {
  add("Kim", "kim@example.org");
  const auto reply =
      engine.request(contract::ChangeUser{1, {}, {}, Role::manager, UserStatus::suspended});
  EXPECT_EQ(reply.outcome, Outcome::applied);
  EXPECT_EQ(show(1).role, Role::manager);
  EXPECT_EQ(show(1).status, UserStatus::suspended);
  EXPECT_EQ(engine.published<contract::UserChanged>(),
            (std::vector{contract::UserChanged{1, "Kim", Role::manager, UserStatus::suspended}}));
}

TEST_F(UserContext, tells_of_a_new_email_without_telling_it) {
  add("Kim", "kim@example.org");
  EXPECT_EQ(engine.request(contract::ChangeUser{1, {}, "min@example.org", {}, {}}).outcome,
            Outcome::applied);
  EXPECT_EQ(show(1).email, "min@example.org");
  EXPECT_EQ(engine.published<contract::UserChanged>(),
            (std::vector{contract::UserChanged{1, "Kim"}}));
}

TEST_F(UserContext, a_change_to_what_is_so_already_is_no_change) {
  add("Kim", "kim@example.org");
  const auto reply = engine.request(contract::ChangeUser{1, "Kim", {}, {}, {}});
  EXPECT_EQ(reply.outcome, Outcome::none);
  EXPECT_EQ(body_of<contract::User>(reply).name, "Kim");
  EXPECT_TRUE(engine.published<contract::UserChanged>().empty());
}

TEST_F(UserContext, a_change_of_nothing_is_invalid) {
  add("Kim", "kim@example.org");
  const auto error = refused(contract::ChangeUser{1, {}, {}, {}, {}});
  EXPECT_EQ(error.code, ErrorCode::invalid);
  EXPECT_EQ(error.message, "say what to change of user 1: name, email, role or status");
}

TEST_F(UserContext, knows_no_user_that_was_not_added) {
  EXPECT_EQ(refused(contract::ShowUser{7}).code, ErrorCode::not_found);
  const auto error = refused(contract::ChangeUser{7, "Kim", {}, {}, {}});
  EXPECT_EQ(error.code, ErrorCode::not_found);
  EXPECT_EQ(error.reason, "unknown_user");
  EXPECT_EQ(error.message, "no user 7");
}

TEST_F(UserContext, survives_a_restart) {
  add("Kim", "kim@example.org");
  rented(10, 1);
  engine.restart();
  EXPECT_EQ(show(1).name, "Kim");
  EXPECT_EQ(show(1).rentals, (std::vector<std::int64_t>{10}));
  EXPECT_EQ(add("Lee", "lee@example.org"), 2);
}

TEST_F(UserContext, answers_a_repeated_command_as_it_did_before) {
  const contract::AddUser command{"Kim", "kim@example.org", {}};
  const auto first = engine.request(command, support::manager(), "once");
  const auto again = engine.request(command, support::manager(), "once");
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(engine.published().size(), 1U);
}

}  // namespace
}  // namespace bookrent::user
