// Every operation of the contract, for every role, for one's own things and for another's: what is
// not allowed is refused, changes nothing, and tells nothing.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/contract/book.hpp"
#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "common/contract/view.hpp"
#include "tests/support/contexts.hpp"
#include "tests/support/whole_suite.hpp"

namespace bookrent {
namespace {

using message::ErrorCode;
using message::Reach;

/// A body for each operation that is about user 1's things, where it is about somebody's.
const std::map<std::string, std::string> bodies{
    {"user add", R"({"name":"Lee","email":"lee@example.org"})"},
    {"user change", R"({"user_id":1,"name":"Kim"})"},
    {"user show", R"({"user_id":1})"},
    {"user list", "{}"},
    {"user login", R"({"user":"1","password":"wrong"})"},
    {"user login_account", R"({"account":"nightly","secret":"wrong"})"},
    {"user login_external", R"({"token":"wrong"})"},
    {"user refresh", R"({"refresh_token":"wrong"})"},
    {"user logout", R"({"refresh_token":"wrong"})"},
    {"user password", R"({"user_id":1,"password":"long enough","old_password":"long enough"})"},
    {"user link", R"({"user_id":1,"issuer":"https://id.example.org","subject":"1"})"},
    {"user account_add", R"({"account":"nightly","scopes":["rental.read"]})"},
    {"user account_remove", R"({"account":"nightly"})"},
    {"user account_list", "{}"},
    {"user key_rotate", "{}"},
    {"user key_list", "{}"},
    {"book add", R"({"title":"Two","fee":100})"},
    {"book import", R"({"title":"Three","fee":100})"},
    {"book change", R"({"book_id":1,"fee":200})"},
    {"book withdraw", R"({"book_id":2})"},
    {"book show", R"({"book_id":1})"},
    {"book list", "{}"},
    {"book search", R"({"text":"one"})"},
    {"rental rent", R"({"user_id":1,"book_id":1})"},
    {"rental cancel", R"({"rental_id":1})"},
    {"rental return", R"({"rental_id":1})"},
    {"payment authorize",
     R"({"payment_id":9,"rental_id":9,"user_id":1,"amount":1,"currency":"KRW"})"},
    {"payment void", R"({"payment_id":9,"rental_id":9})"},
    {"payment show", R"({"payment_id":1})"},
    {"payment list", R"({"user_id":1})"},
    {"view status", R"({"rental_id":1})"},
    {"view rentals", R"({"user_id":1})"},
    {"view history", R"({"rental_id":1})"},
    {"view summary", "{}"},
};

struct Case {
  std::string context;
  message::Operation operation;
};

std::vector<Case> all_operations() {
  std::vector<Case> all;
  const auto add = [&](std::string_view context, const std::vector<message::Operation>& some) {
    for (const auto& operation : some) all.push_back({std::string{context}, operation});
  };
  add(contract::user_context, contract::user_operations());
  add(contract::book_context, contract::book_operations());
  add(contract::rental_context, contract::rental_operations());
  add(contract::payment_context, contract::payment_operations());
  add(contract::view_context, contract::view_operations());
  return all;
}

std::string name_of(const Case& one) { return one.context + ' ' + one.operation.name; }

class Authorization : public testing::TestWithParam<Case> {
 protected:
  Authorization() {
    suite.ask(contract::user_context, contract::AddUser{"Kim", "kim@example.org", {}});
    suite.ask(contract::user_context, contract::AddUser{"Park", "park@example.org", {}});
    contract::AddBook book;
    book.title = "One";
    book.fee = 100;
    book.copies = 9;
    suite.ask(contract::book_context, book);
    suite.pass(std::chrono::seconds{1});
    contract::RentBook rent;
    rent.user_id = 1;
    rent.book_id = 1;
    suite.ask(contract::rental_context, rent);
    suite.pass(std::chrono::seconds{1});
  }

  message::Reply ask_as(const std::string& token, const std::string& body) {
    const Case& one = GetParam();
    return suite.wait_for(suite.send(one.context, one.operation.name, body, {}, {}, token));
  }
  message::Reply ask_as(const std::string& token) { return ask_as(token, body()); }
  std::string body() const { return bodies.at(name_of(GetParam())); }

  std::optional<Reach> reach_of(std::string_view role) const {
    const auto& roles = GetParam().operation.rule.roles;
    const auto found = roles.find(role);
    return found == roles.end() ? std::nullopt : std::optional{found->second};
  }
  /// All that has ever happened.
  std::int64_t events() {
    std::int64_t sum = 0;
    for (const char* context : support::context_names)
      sum += suite.number(context, "SELECT count(*) FROM event_log");
    return sum;
  }
  /// Of the gateway or of the engine: neither knows whose the things are.
  static bool stopped_at_the_door(const message::Reply& reply) {
    return reply.error && (reply.error->reason == "not_logged_in" ||
                           reply.error->reason == "role" || reply.error->reason == "scope");
  }

  support::WholeSuite suite;
};

TEST_P(Authorization, P12_a_role_without_a_rule_is_stopped_at_the_door_and_changes_nothing) {
  const std::vector<std::pair<std::string_view, std::string>> roles{
      {message::role::guest, ""},
      {message::role::customer, support::customer_token(1)},
      {message::role::manager, support::manager_token()}};
  for (const auto& [role, token] : roles) {
    const std::int64_t before = events();
    const message::Reply reply = ask_as(token);
    EXPECT_EQ(stopped_at_the_door(reply), !reach_of(role)) << role << ": " << reply.body;
    if (reach_of(role)) continue;
    EXPECT_EQ(reply.error->code,
              role == message::role::guest ? ErrorCode::unauthenticated : ErrorCode::forbidden);
    EXPECT_EQ(reply.outcome, message::Outcome::none);
    EXPECT_EQ(events(), before);
  }
}

TEST_P(Authorization, P12_an_account_may_what_its_scopes_say_and_nothing_else) {
  const message::Rule& rule = GetParam().operation.rule;
  auto claims = support::claims_of("account:nightly", "manager");
  claims.scopes = {"something.else"};
  const bool allowed = reach_of(message::role::manager) && rule.scope.empty();
  EXPECT_EQ(stopped_at_the_door(ask_as(token::issue(support::test_key(), claims))), !allowed);
  claims.scopes = {"something.else", rule.scope};
  EXPECT_EQ(stopped_at_the_door(ask_as(token::issue(support::test_key(), claims))),
            !reach_of(message::role::manager));
}

/// `text` with the ids that stand in it made the same.
std::string without_ids(std::string text) {
  std::erase_if(text, [](char letter) { return letter >= '0' && letter <= '9'; });
  return text;
}

TEST_P(Authorization, P12_a_strangers_things_are_as_if_they_were_not_there) {
  if (reach_of(message::role::customer) != Reach::own) return;
  const std::int64_t before = events();
  const message::Reply foreign = ask_as(support::customer_token(2));
  auto nobodys_body = nlohmann::ordered_json::parse(body());
  for (auto& [name, value] : nobodys_body.items())
    if (name.ends_with("_id") && name != "book_id") value = 77;
  const message::Reply nobodys = ask_as(support::customer_token(2), nobodys_body.dump());
  EXPECT_EQ(events(), before);
  EXPECT_EQ(foreign.outcome, message::Outcome::none);
  EXPECT_EQ(foreign.body, nobodys.body);
  ASSERT_EQ(foreign.error.has_value(), nobodys.error.has_value());
  if (!foreign.error) return;  // an empty list
  EXPECT_EQ(foreign.error->code, nobodys.error->code);
  EXPECT_EQ(foreign.error->reason, nobodys.error->reason);
  EXPECT_EQ(without_ids(foreign.error->message), without_ids(nobodys.error->message));
  EXPECT_EQ(foreign.error->details, nobodys.error->details);
}

TEST_P(Authorization, P12_ones_own_things_are_there) {
  if (reach_of(message::role::customer) != Reach::own) return;
  const message::Reply own = ask_as(support::customer_token(1));
  const std::string reason = own.error ? own.error->reason : "";
  // What is in the way, if anything, is a rule of renting and not whose it is.
  EXPECT_TRUE(!own.error || reason == "has_this_book") << own.error->message;
}

INSTANTIATE_TEST_SUITE_P(Every, Authorization, testing::ValuesIn(all_operations()),
                         [](const testing::TestParamInfo<Case>& of) {
                           return of.param.context + "_" + of.param.operation.name;
                         });

TEST(AuthorizationTable, has_a_body_for_every_operation_and_for_nothing_else) {
  std::vector<std::string> names, tried;
  for (const Case& one : all_operations()) names.push_back(name_of(one));
  for (const auto& [name, body] : bodies) tried.push_back(name);
  std::ranges::sort(names);
  EXPECT_EQ(tried, names);
}

template <class Operation>
constexpr bool needs_a_rule = !requires {
  Operation{std::string{}, message::OperationKind::query};
} && requires { Operation{std::string{}, message::OperationKind::query, message::for_daemons()}; };
static_assert(needs_a_rule<message::Operation>, "an operation without a rule does not compile");

}  // namespace
}  // namespace bookrent
