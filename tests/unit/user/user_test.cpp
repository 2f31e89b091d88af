#include "daemons/user/domain/user.hpp"

#include <gtest/gtest.h>

namespace bookrent::user {
namespace {

User kim() { return {3, "Kim", "kim@example.org", Role::customer, UserStatus::active}; }

contract::AddUser named(const std::string& name) { return {name, "kim@example.org", {}}; }

UserRefusal refusal_of_name(const std::string& name) { return new_user(named(name)).error(); }

TEST(NewUser, is_an_active_customer_unless_told_otherwise) {
  const auto user = new_user(named("Kim"));
  EXPECT_EQ(user, (User{0, "Kim", "kim@example.org", Role::customer, UserStatus::active}));
}

TEST(NewUser, may_be_a_manager) {
  EXPECT_EQ(new_user({"Lee", "lee@example.org", Role::manager})->role, Role::manager);
}

TEST(NewUser, has_a_name_without_blanks_around_it) {
  EXPECT_EQ(new_user(named(" \t김 고객 \r\n"))->name, "김 고객");
}

TEST(NewUser, needs_a_name) {
  EXPECT_EQ(refusal_of_name(""), UserRefusal::bad_name);
  EXPECT_EQ(refusal_of_name(" \n "), UserRefusal::bad_name);
}

TEST(NewUser, has_a_name_of_at_most_200_bytes) {
  EXPECT_TRUE(new_user(named(" " + std::string(200, 'k') + " ")));
  EXPECT_EQ(refusal_of_name(std::string(201, 'k')), UserRefusal::bad_name);
}

TEST(NewUser, has_a_name_without_control_characters) {
  for (const char* name : {"K\nim", "K\tim", "K\x1b[2Jim", "Kim\x7f", "K\xc2\x9bim"})
    EXPECT_EQ(refusal_of_name(name), UserRefusal::bad_name);
  EXPECT_TRUE(new_user(named("Kim\xc2\xa0Lee")));  // a no-break space is none
}

TEST(NewUser, needs_an_email_address) {
  EXPECT_EQ(new_user({"Kim", "kim", {}}).error(), UserRefusal::bad_email);
}

TEST(ChangedUser, is_what_was_asked_for) {
  User user = kim();
  const auto event =
      change(user, {3, " Kim Min ", "min@example.org", Role::manager, UserStatus::suspended});
  EXPECT_EQ(user, (User{3, "Kim Min", "min@example.org", Role::manager, UserStatus::suspended}));
  EXPECT_EQ(**event, (contract::UserChanged{3, "Kim Min", Role::manager, UserStatus::suspended}));
}

TEST(ChangedUser, keeps_what_was_not_named) {
  User user = kim();
  EXPECT_TRUE(change(user, {3, {}, {}, {}, UserStatus::suspended}));
  EXPECT_EQ(user, (User{3, "Kim", "kim@example.org", Role::customer, UserStatus::suspended}));
}

TEST(ChangedUser, tells_of_a_new_email_without_telling_it) {
  User user = kim();
  const auto event = change(user, {3, {}, "new@example.org", {}, {}});
  EXPECT_EQ(**event, (contract::UserChanged{3, "Kim", Role::customer, UserStatus::active}));
}

TEST(ChangedUser, is_refused_when_nothing_is_named) {
  User user = kim();
  EXPECT_EQ(change(user, {3, {}, {}, {}, {}}).error(), UserRefusal::nothing_to_change);
}

TEST(ChangedUser, has_no_event_when_all_is_so_already) {
  User user = kim();
  EXPECT_FALSE(*change(user, {3, "Kim", "kim@example.org", Role::customer, UserStatus::active}));
  EXPECT_EQ(user, kim());
}

TEST(ChangedUser, stays_as_it_was_when_refused) {
  User user = kim();
  EXPECT_EQ(change(user, {3, "Min", "nowhere", {}, {}}).error(), UserRefusal::bad_email);
  EXPECT_EQ(change(user, {3, " ", {}, Role::manager, {}}).error(), UserRefusal::bad_name);
  EXPECT_EQ(user, kim());
}

}  // namespace
}  // namespace bookrent::user
