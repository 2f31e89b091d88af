#include "tests/unit/user/user_context.hpp"

namespace bookrent::user {
namespace {

using support::body_of;
using UserListTest = UserContext;

TEST_F(UserListTest, lists_users_page_by_page) {
  add_many(5, "Kim", "@example.org");
  const auto first = body_of<contract::UserList>(engine.request(contract::ListUsers{{}, 2}));
  ASSERT_EQ(first.users.size(), 2U);
  EXPECT_EQ(first.users.back().user_id, 2);
  EXPECT_EQ(first.next, 2);
  const auto rest = body_of<contract::UserList>(engine.request(contract::ListUsers{2, 3}));
  ASSERT_EQ(rest.users.size(), 3U);
  EXPECT_EQ(rest.users.front().user_id, 3);
  EXPECT_FALSE(rest.next);
}

TEST_F(UserListTest, a_page_has_100_rows_unless_told_and_500_at_most) {
  add_many(501, "Kim", "@example.org");
  const auto page = [&](const contract::ListUsers& query) {
    return body_of<contract::UserList>(engine.request(query)).users.size();
  };
  EXPECT_EQ(page({}), 100U);
  EXPECT_EQ(page({{}, 500}), 500U);
  EXPECT_EQ(page({{}, 100'000}), 500U);
  EXPECT_EQ(refused(contract::ListUsers{{}, 0}).message, "limit must be at least 1");
}

TEST_F(UserListTest, a_page_holds_no_more_than_fits_into_a_message) {
  add_many(500, std::string(200, '"'), std::string(200, 'x') + "@example.org");
  std::int64_t seen = 0;
  for (std::optional<std::int64_t> after = 0; after;) {
    const auto reply = engine.request(contract::ListUsers{after, 500});
    EXPECT_LE(reply.body.size(), message::body_bytes_max);
    const auto page = body_of<contract::UserList>(reply);
    seen += std::ssize(page.users);
    after = page.next;
  }
  EXPECT_EQ(seen, 500);
}

}  // namespace
}  // namespace bookrent::user
