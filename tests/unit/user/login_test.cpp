#include "daemons/user/domain/login.hpp"

#include <gtest/gtest.h>

#include "common/token/token.hpp"
#include "daemons/user/domain/login_throttle.hpp"
#include "tests/unit/user/user_context.hpp"

namespace bookrent::user {
namespace {

using namespace std::chrono_literals;
using message::ErrorCode;
using support::body_of;

const clock::Instant noon = *clock::parse_rfc3339("2026-12-01T12:00:00Z");

Login login() { return {"id", 3, 1, "", noon + 1h, std::nullopt}; }

TEST(LoginLife, gives_each_refresh_a_new_generation_and_more_time) {
  Login mine = login();
  EXPECT_TRUE(refresh(mine, 1, "a", noon, 24h));
  EXPECT_EQ(mine.generation, 2);
  EXPECT_EQ(mine.expires_at, noon + 24h);
}

TEST(LoginLife, gives_a_repeat_under_the_same_key_the_same_generation) {
  Login mine = login();
  EXPECT_TRUE(refresh(mine, 1, "a", noon, 24h));
  EXPECT_TRUE(refresh(mine, 1, "a", noon, 24h));
  EXPECT_EQ(mine.generation, 2);
}

TEST(LoginLife, ends_when_an_old_token_comes_again) {
  Login mine = login();
  EXPECT_TRUE(refresh(mine, 1, "a", noon, 24h));
  EXPECT_EQ(refresh(mine, 1, "b", noon, 24h).error(), RefreshRefusal::reused);
  EXPECT_EQ(refresh(mine, 2, "c", noon, 24h).error(), RefreshRefusal::ended);
}

TEST(LoginLife, ends_with_its_time) {
  Login mine = login();
  EXPECT_EQ(refresh(mine, 1, "a", noon + 1h, 24h).error(), RefreshRefusal::expired);
}

TEST(Throttle, lets_three_tries_pass_and_then_slows_down_more_and_more) {
  LoginThrottle throttle;
  const LoginThrottle::Attempt kim{"3", false};
  clock::Milliseconds last{0};
  for (int i = 0; i < 12; ++i) {
    const auto wait = throttle.wait(kim, noon);
    EXPECT_GE(wait, last);
    EXPECT_EQ(wait > 0ms, i >= 3);
    last = wait;
    throttle.failed(kim, noon);
  }
  EXPECT_EQ(throttle.wait(kim, noon), LoginThrottle::wait_max);
  EXPECT_EQ(throttle.wait(kim, noon + LoginThrottle::wait_max), 0ms);
}

TEST(Throttle, never_holds_up_who_was_here_before_for_the_failures_of_strangers) {
  LoginThrottle throttle;
  for (int i = 0; i < 1'000; ++i) throttle.failed({"3", false}, noon);
  EXPECT_EQ(throttle.wait({"3", true}, noon), 0ms);
}

TEST(Throttle, slows_all_strangers_down_together) {
  LoginThrottle throttle;
  for (int i = 0; i < 200; ++i) throttle.failed({std::to_string(i), false}, noon);
  EXPECT_GT(throttle.wait({"somebody else", false}, noon), 0ms);
  EXPECT_EQ(throttle.wait({"somebody else", false}, noon + 1min), 0ms);
}

TEST(Throttle, remembers_a_bounded_number_of_names) {
  LoginThrottle throttle;
  for (int i = 0; i < 50'000; ++i) throttle.failed({std::to_string(i), false}, noon);
  EXPECT_LE(throttle.names(), LoginThrottle::names_max);
}

TEST(Throttle, forgives_a_success) {
  LoginThrottle throttle;
  for (int i = 0; i < 5; ++i) throttle.failed({"3", false}, noon);
  throttle.succeeded({"3", false});
  EXPECT_EQ(throttle.wait({"3", false}, noon), 0ms);
}

const message::Principal guest{0, "guest"};

class Logins : public UserContext {
 protected:
  Logins() {
    kim = add("김민지", "kim@example.org");
    EXPECT_FALSE(engine.request(contract::SetPassword{kim, "long enough", {}}).error);
  }
  message::Reply log_in(const std::string& user, const std::string& password,
                        std::optional<std::string> device = {}) {
    return engine.request(contract::LogIn{user, password, std::move(device)}, guest);
  }
  contract::Tokens tokens(const message::Reply& reply) { return body_of<contract::Tokens>(reply); }
  message::Reply refresh_with(const std::string& token, const std::string& key) {
    return engine.request(contract::RefreshLogin{token}, guest, key);
  }
  token::Claims claims_of(const std::string& token) {
    token::Expected expected{std::string{contract::token_issuer},
                             std::string{contract::token_audience}, 15min, true};
    const auto keys = token::KeySet::read(world.published.published);
    return token::verify(token, keys.value(), expected, engine.clock().now()).value();
  }
  std::int64_t kim = 0;
};

TEST_F(Logins, a_password_gives_an_access_token_that_the_published_keys_verify) {
  const auto mine = tokens(log_in("kim@example.org", "long enough"));
  const auto claims = claims_of(mine.access_token);
  EXPECT_EQ(claims.subject, "user:1");
  EXPECT_EQ(claims.role, "customer");
  EXPECT_EQ(claims.scopes, std::vector<std::string>{"all"});
  EXPECT_EQ(claims.expires_at - *claims.issued_at, 15min);
  EXPECT_FALSE(claims.id.empty());
  EXPECT_EQ(mine.user_id, kim);
}

TEST_F(Logins, the_id_names_a_user_as_well_as_the_email) {
  EXPECT_FALSE(log_in("1", "long enough").error);
}

TEST_F(Logins, a_wrong_password_and_an_unknown_user_get_the_same_answer) {
  const auto wrong = log_in("1", "wrong"), unknown = log_in("nobody@example.org", "wrong");
  EXPECT_EQ(wrong.error->code, ErrorCode::unauthenticated);
  EXPECT_EQ(wrong.error, unknown.error);
}

TEST_F(Logins, P12_nobody_learns_from_the_waits_who_is_a_user) {
  const auto waits_after = [&](const std::string& name) {
    std::vector<std::int64_t> waits;
    for (int i = 0; i < 6; ++i)
      waits.push_back(log_in(name, "wrong").error->retry_after_ms.value_or(0));
    return waits;
  };
  const auto of_a_user = waits_after("kim@example.org");
  EXPECT_GT(of_a_user.back(), 0);
  EXPECT_EQ(of_a_user, waits_after("nobody@example.org"));
  EXPECT_EQ(of_a_user, waits_after("Another@example.org"));
  // Nor which number an address has.
  EXPECT_EQ(of_a_user, waits_after("1"));
  EXPECT_EQ(of_a_user, waits_after("4711"));
  EXPECT_GT(log_in("ANOTHER@example.org", "wrong").error->retry_after_ms.value_or(0), 0);
}

TEST_F(Logins, a_number_is_written_in_one_way_only) {
  EXPECT_EQ(log_in("01", "long enough").error->reason, "wrong_password");
}

TEST_F(Logins, who_has_no_password_cannot_log_in) {
  add("Lee", "lee@example.org");
  EXPECT_EQ(log_in("lee@example.org", "").error->code, ErrorCode::unauthenticated);
}

TEST_F(Logins, a_user_who_was_here_before_is_not_held_up_by_strangers) {
  const auto before = tokens(log_in("1", "long enough"));
  for (int i = 0; i < 10; ++i) log_in("1", "guess " + std::to_string(i));
  const auto slowed = log_in("1", "long enough");
  EXPECT_EQ(slowed.error->code, ErrorCode::rate_limited);
  EXPECT_GT(slowed.error->retry_after_ms.value_or(0), 0);
  EXPECT_FALSE(log_in("1", "long enough", before.refresh_token).error);
}

TEST_F(Logins, a_refresh_token_is_good_once_and_its_second_use_ends_the_login) {
  const auto first = tokens(log_in("1", "long enough"));
  const auto second = tokens(refresh_with(*first.refresh_token, "a"));
  EXPECT_NE(second.refresh_token, first.refresh_token);
  EXPECT_EQ(refresh_with(*first.refresh_token, "b").error->reason, "token_reused");
  EXPECT_EQ(refresh_with(*second.refresh_token, "c").error->reason, "login_ended");
}

TEST_F(Logins, P4_a_refresh_whose_reply_was_lost_is_repeated_with_its_key) {
  const auto first = tokens(log_in("1", "long enough"));
  const auto once = tokens(refresh_with(*first.refresh_token, "a"));
  engine.restart();
  engine.turn();
  const auto again = tokens(refresh_with(*first.refresh_token, "a"));
  EXPECT_EQ(again.refresh_token, once.refresh_token);
  EXPECT_FALSE(refresh_with(*again.refresh_token, "b").error);
}

TEST_F(Logins, P4_what_is_secret_is_done_once_and_told_again_under_its_key) {
  const contract::SetPassword fresh{{}, "another one", "long enough"};
  for (int i = 0; i < 2; ++i)
    EXPECT_FALSE(engine.request(fresh, support::customer(1), "password").error);
  EXPECT_TRUE(engine.request(fresh, support::customer(1), "later").error);
  const contract::AddAccount add{"nightly", {"rental.read"}};
  const auto first = engine.request(add, support::manager(), "account");
  EXPECT_EQ(engine.request(add, support::manager(), "account").body, first.body);
  EXPECT_EQ(engine.request(add, support::manager(), "later").error->reason, "account_taken");
}

TEST_F(Logins, a_forged_refresh_token_is_none) {
  auto forged = *tokens(log_in("1", "long enough")).refresh_token;
  forged.back() = forged.back() == '0' ? '1' : '0';
  for (const std::string& token :
       {forged, std::string{}, std::string{"."}, std::string(9'000, 'a')})
    EXPECT_EQ(refresh_with(token, "a").error->reason, "bad_refresh_token");
}

TEST_F(Logins, logging_out_ends_the_login_and_may_be_said_twice) {
  const auto mine = tokens(log_in("1", "long enough"));
  for (int i = 0; i < 2; ++i)
    EXPECT_FALSE(engine.request(contract::LogOut{*mine.refresh_token}, guest).error);
  EXPECT_EQ(refresh_with(*mine.refresh_token, "a").error->reason, "login_ended");
}

TEST_F(Logins, a_new_password_takes_the_old_one_and_ends_all_logins) {
  const auto mine = tokens(log_in("1", "long enough"));
  const contract::SetPassword fresh{{}, "another one", "long enough"};
  EXPECT_EQ(engine.request(contract::SetPassword{{}, "another one", "wrong"}, support::customer(1))
                .error->reason,
            "wrong_old_password");
  EXPECT_FALSE(engine.request(fresh, support::customer(1)).error);
  EXPECT_EQ(refresh_with(*mine.refresh_token, "a").error->reason, "login_ended");
  EXPECT_TRUE(log_in("1", "long enough").error);
  EXPECT_FALSE(log_in("1", "another one").error);
}

TEST_F(Logins, slow_down_who_has_a_login_and_tries_old_passwords) {
  const auto attempt = [&](const std::string& old) {
    return engine.request(contract::SetPassword{{}, "another one", old}, support::customer(kim));
  };
  for (int i = 0; i < LoginThrottle::failures_free; ++i)
    EXPECT_EQ(attempt("guess").error->reason, "wrong_old_password");
  const auto slowed = attempt("long enough");
  EXPECT_EQ(slowed.error->reason, "too_many_failures");
  EXPECT_GT(slowed.error->retry_after_ms, 0);
}

TEST_F(Logins, a_manager_who_is_suspended_is_let_in_as_a_customer) {
  add("Another", "another@example.org", contract::Role::manager);
  const auto lee = add("Lee", "lee@example.org");
  engine.request(contract::SetPassword{lee, "long enough", {}});
  engine.request(contract::ChangeUser{lee, {}, {}, contract::Role::manager, {}});
  const auto before = tokens(log_in(std::to_string(lee), "long enough"));
  EXPECT_EQ(before.role, contract::Role::manager);
  engine.request(contract::ChangeUser{lee, {}, {}, {}, contract::UserStatus::suspended});
  EXPECT_EQ(tokens(refresh_with(*before.refresh_token, "a")).role, contract::Role::customer);
}

TEST_F(Logins, P12_a_customer_sets_nobody_elses_password) {
  const auto lee = add("Lee", "lee@example.org");
  const auto foreign =
      engine.request(contract::SetPassword{lee, "my own words", {}}, support::customer(kim));
  const auto nobodys =
      engine.request(contract::SetPassword{99, "my own words", {}}, support::customer(kim));
  EXPECT_EQ(foreign.error->code, ErrorCode::not_found);
  EXPECT_EQ(foreign.error->reason, nobodys.error->reason);
}

TEST_F(Logins, refuse_a_password_that_is_too_short) {
  EXPECT_EQ(engine.request(contract::SetPassword{kim, "short", {}}).error->reason, "bad_password");
}

TEST_F(Logins, leave_no_secret_in_the_database) {
  const auto mine = tokens(log_in("1", "long enough"));
  tokens(refresh_with(*mine.refresh_token, "a"));
  EXPECT_EQ(engine.store()
                .database()
                .execAndGet("SELECT count(*) FROM replies WHERE reply LIKE '%token%'")
                .getInt(),
            0);
  EXPECT_EQ(engine.store().database().execAndGet("SELECT count(*) FROM logins").getInt(), 1);
}

TEST_F(Logins, an_account_gets_what_its_scopes_say) {
  const auto account = body_of<contract::Account>(
      engine.request(contract::AddAccount{"nightly", {"rental.read", "user.read"}}));
  const auto mine =
      tokens(engine.request(contract::LogInAccount{"nightly", account.secret.value()}, guest));
  const auto claims = claims_of(mine.access_token);
  EXPECT_EQ(claims.subject, "account:nightly");
  EXPECT_EQ(claims.scopes, (std::vector<std::string>{"rental.read", "user.read"}));
  EXPECT_FALSE(mine.refresh_token);
  EXPECT_TRUE(engine.request(contract::LogInAccount{"nightly", "wrong"}, guest).error);
  EXPECT_FALSE(engine.request(contract::RemoveAccount{"nightly"}).error);
  EXPECT_TRUE(
      engine.request(contract::LogInAccount{"nightly", account.secret.value()}, guest).error);
}

TEST_F(Logins, refuse_bad_accounts) {
  EXPECT_EQ(engine.request(contract::AddAccount{"a b", {"x"}}).error->reason, "bad_account");
  EXPECT_EQ(engine.request(contract::AddAccount{"ok", {}}).error->reason, "bad_scope");
  EXPECT_FALSE(engine.request(contract::AddAccount{"ok", {"x"}}).error);
  EXPECT_EQ(engine.request(contract::AddAccount{"ok", {"x"}}).error->reason, "account_taken");
}

TEST_F(Logins, a_token_of_another_issuer_is_the_user_it_is_linked_to) {
  const contract::LogInExternal come{"https://id.example.org 7f3a"};
  EXPECT_EQ(engine.request(come, guest).error->reason, "not_linked");
  EXPECT_FALSE(engine.request(contract::LinkUser{kim, "https://id.example.org", "7f3a", {}}).error);
  EXPECT_EQ(tokens(engine.request(come, guest)).user_id, kim);
  const contract::LinkUser away{kim, "https://id.example.org", "7f3a", true};
  EXPECT_FALSE(engine.request(away).error);
  EXPECT_EQ(engine.request(come, guest).error->reason, "not_linked");
  EXPECT_EQ(engine.request(away).error->reason, "unknown_link");
  EXPECT_EQ(engine.request(contract::LogInExternal{"?"}, guest).error->reason, "bad_token");
}

TEST_F(Logins, what_the_old_key_signed_counts_until_it_expires) {
  const auto mine = tokens(log_in("1", "long enough"));
  EXPECT_FALSE(engine.request(contract::RotateKey{}).error);
  EXPECT_EQ(claims_of(mine.access_token).subject, "user:1");
  EXPECT_EQ(body_of<contract::KeyList>(engine.request(contract::ListKeys{})).keys.size(), 2U);
  engine.advance(std::chrono::minutes{20});
  EXPECT_EQ(body_of<contract::KeyList>(engine.request(contract::ListKeys{})).keys.size(), 1U);
}

TEST_F(Logins, a_key_more_than_the_gateway_reads_is_not_made) {
  message::Reply reply;
  for (std::size_t i = 0; i < keys_published_max && !reply.error; ++i)
    reply = engine.request(contract::RotateKey{});
  ASSERT_TRUE(reply.error);
  EXPECT_EQ(reply.error->reason, "too_many_keys");
  EXPECT_EQ(claims_of(tokens(log_in("1", "long enough")).access_token).subject, "user:1");
  EXPECT_FALSE(engine.request(contract::RotateKey{true}).error);
  EXPECT_FALSE(engine.request(contract::RotateKey{}).error);
}

TEST_F(Logins, P12_who_is_a_manager_no_more_cannot_undo_it_with_the_last_token) {
  add("Another", "another@example.org", contract::Role::manager);
  const auto boss = add("Boss", "boss@example.org");
  const message::Principal was{boss, "manager", {}, {"all"}};
  const contract::ChangeUser up{boss, {}, {}, contract::Role::manager, {}};
  EXPECT_EQ(engine.request(up, was).error->reason, "superseded");
  EXPECT_FALSE(engine.request(up).error);
  EXPECT_FALSE(engine.request(contract::ListAccounts{}, was).error);
  EXPECT_FALSE(
      engine.request(contract::ChangeUser{boss, {}, {}, {}, contract::UserStatus::suspended})
          .error);
  EXPECT_EQ(engine.request(contract::AddAccount{"backdoor", {"all"}}, was).error->reason,
            "superseded");
}

TEST_F(Logins, P12_an_account_that_was_removed_makes_no_other) {
  const message::Principal nightly{0, "manager", "nightly", {"admin"}};
  EXPECT_EQ(engine.request(contract::AddAccount{"other", {"all"}}, nightly).error->reason,
            "superseded");
  EXPECT_FALSE(engine.request(contract::AddAccount{"nightly", {"admin"}}).error);
  EXPECT_FALSE(engine.request(contract::ListAccounts{}, nightly).error);
}

TEST_F(Logins, a_key_that_is_replaced_at_once_takes_everything_with_it) {
  const auto mine = tokens(log_in("1", "long enough"));
  EXPECT_FALSE(engine.request(contract::RotateKey{true}).error);
  EXPECT_EQ(body_of<contract::KeyList>(engine.request(contract::ListKeys{})).keys.size(), 1U);
  EXPECT_EQ(refresh_with(*mine.refresh_token, "a").error->reason, "bad_refresh_token");
}

class NewSuite : public testing::Test {
 protected:
  support::SeededRandom random;
  support::LoginWorld world;
  support::EngineFixture engine{"user", schema(), [this](store::Store& store) {
                                  auto outside = world.outside(random);
                                  outside.first_password = &world.first_password;
                                  return std::make_unique<UserService>(store, outside);
                                }};
};

TEST_F(NewSuite, leaves_its_first_manager_a_password_that_is_good_once) {
  engine.turn();
  ASSERT_TRUE(world.first_password.kept);
  const std::string password = *world.first_password.kept;
  engine.turn();
  engine.restart();
  engine.turn();
  EXPECT_EQ(world.first_password.kept, password) << "what was left is still good";
  const contract::LogIn log_in{"1", password, {}};
  for (int i = 0; i < 2; ++i)
    EXPECT_FALSE(engine.request(log_in, guest, "first").error) << "a repeat is no second time";
  EXPECT_EQ(body_of<contract::Tokens>(engine.request(log_in, guest, "first")).role,
            contract::Role::manager);
  EXPECT_EQ(engine.request(log_in, guest).error->reason, "wrong_password");
}

TEST_F(NewSuite, has_a_way_in_again_while_no_manager_has_a_password) {
  engine.turn();
  const std::string first = *world.first_password.kept;
  EXPECT_FALSE(engine.request(contract::LogIn{"1", first, {}}, guest).error);
  world.first_password.kept.reset();
  engine.restart();
  engine.turn();
  EXPECT_NE(world.first_password.kept.value_or(first), first);
  EXPECT_FALSE(engine.request(contract::SetPassword{1, "long enough", {}}).error);
  engine.restart();
  engine.turn();
  EXPECT_FALSE(world.first_password.kept);
}

}  // namespace
}  // namespace bookrent::user
