#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <vector>

#include "daemons/user/application/add_user.hpp"
#include "daemons/user/application/change_user.hpp"

namespace bookrent::user {
namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

class UsersInMemory final : public Users {
 public:
  User add(User user) override {
    user.id = std::ssize(by_id) + 1;
    return by_id[user.id] = user;
  }
  std::optional<User> find(std::int64_t id) override {
    return by_id.contains(id) ? std::optional{by_id[id]} : std::nullopt;
  }
  std::optional<std::int64_t> with_email(const std::string& email) override {
    for (const auto& [id, user] : by_id)
      if (lower(user.email) == lower(email)) return id;
    return std::nullopt;
  }
  void save(const User& user) override { by_id[user.id] = user; }
  bool is_only_manager(std::int64_t id) override {
    return std::ranges::none_of(by_id, [id](const auto& entry) {
      return entry.first != id && role_in_force(entry.second) == Role::manager;
    });
  }

  std::map<std::int64_t, User> by_id;
};

class JournalInMemory final : public Journal {
 public:
  void publish(const contract::UserRegistered& event) override { registered.push_back(event); }
  void publish(const contract::UserChanged& event) override { changed.push_back(event); }

  std::vector<contract::UserRegistered> registered;
  std::vector<contract::UserChanged> changed;
};

class UserUseCases : public ::testing::Test {
 protected:
  UsersInMemory users;
  JournalInMemory journal;
  AddUser add{users, journal};
  ChangeUser change{users, journal};
};

TEST_F(UserUseCases, adding_stores_a_user_and_tells) {
  const auto user = add({"Kim", "kim@example.org", {}});
  ASSERT_TRUE(user);
  EXPECT_EQ(users.by_id.at(user->id), *user);
  EXPECT_EQ(journal.registered, (std::vector{contract::UserRegistered{user->id, "Kim"}}));
}

TEST_F(UserUseCases, adding_refuses_an_email_that_somebody_has) {
  const auto kim = add({"Kim", "kim@example.org", {}});
  const auto refused = add({"Another", "KIM@Example.ORG", {}}).error();
  EXPECT_EQ(refused.why, UserRefusal::email_taken);
  EXPECT_EQ(refused.user_id, kim->id);
  EXPECT_EQ(users.by_id.size(), 1U);
  EXPECT_EQ(journal.registered.size(), 1U);
}

TEST_F(UserUseCases, adding_refuses_a_bad_value) {
  EXPECT_EQ(add({"", "kim@example.org", {}}).error().why, UserRefusal::bad_name);
  EXPECT_TRUE(users.by_id.empty());
}

TEST_F(UserUseCases, changing_stores_the_change_and_tells) {
  const auto kim = add({"Kim", "kim@example.org", {}});
  const auto changed = change({kim->id, "Kim Min", {}, {}, {}});
  ASSERT_TRUE(changed);
  EXPECT_TRUE(changed->changed);
  EXPECT_EQ(users.by_id.at(kim->id).name, "Kim Min");
  EXPECT_EQ(journal.changed, (std::vector{contract::UserChanged{kim->id, "Kim Min"}}));
}

TEST_F(UserUseCases, changing_to_the_same_tells_nothing) {
  const auto kim = add({"Kim", "kim@example.org", {}});
  EXPECT_FALSE(change({kim->id, "Kim", {}, {}, {}})->changed);
  EXPECT_TRUE(journal.changed.empty());
}

TEST_F(UserUseCases, changing_refuses_an_email_that_somebody_else_has) {
  const auto kim = add({"Kim", "kim@example.org", {}});
  const auto lee = add({"Lee", "lee@example.org", {}});
  const auto refused = change({lee->id, {}, "Kim@example.org", {}, {}}).error();
  EXPECT_EQ(refused.why, UserRefusal::email_taken);
  EXPECT_EQ(refused.user_id, kim->id);
  EXPECT_EQ(users.by_id.at(lee->id).email, "lee@example.org");
}

TEST_F(UserUseCases, changing_may_write_the_own_email_differently) {
  const auto kim = add({"Kim", "kim@example.org", {}});
  EXPECT_TRUE(change({kim->id, {}, "Kim@Example.org", {}, {}})->changed);
  EXPECT_EQ(users.by_id.at(kim->id).email, "Kim@Example.org");
}

TEST_F(UserUseCases, changing_keeps_a_manager) {
  const auto kim = add({"Kim", "kim@example.org", Role::manager});
  const auto lee = add({"Lee", "lee@example.org", Role::manager});
  ASSERT_TRUE(change({lee->id, {}, {}, {}, UserStatus::suspended}));
  for (const contract::ChangeUser& command :
       {contract::ChangeUser{kim->id, {}, {}, Role::customer, {}},
        contract::ChangeUser{kim->id, {}, {}, {}, UserStatus::suspended}}) {
    const auto refused = change(command);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().why, UserRefusal::last_manager);
    EXPECT_EQ(users.by_id.at(kim->id), *kim);
  }
  ASSERT_TRUE(change({kim->id, "Kim Min", {}, {}, {}}));
  ASSERT_TRUE(change({lee->id, {}, {}, Role::customer, {}}));
  ASSERT_TRUE(change({lee->id, {}, {}, Role::manager, UserStatus::active}));
  EXPECT_TRUE(change({kim->id, {}, {}, Role::customer, {}}));
}

TEST_F(UserUseCases, changing_refuses_an_unknown_user) {
  EXPECT_EQ(change({7, "Kim", {}, {}, {}}).error().why, UserRefusal::unknown_user);
}

}  // namespace
}  // namespace bookrent::user
