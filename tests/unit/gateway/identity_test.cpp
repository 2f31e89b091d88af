#include "daemons/gateway/identity.hpp"

#include <utility>

#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using testing::SizeIs;

struct GatewayIdentity : GatewayTest {};

TEST_F(GatewayIdentity, overwrites_a_principal_that_a_client_claims) {
  worker_sends("w", ready("w"));
  auto forged = request("1");
  forged.principal = message::Principal{7, "service", "payment"};
  client_sends("c", forged);
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  EXPECT_EQ(got[0].principal, (message::Principal{1000, "manager", "", {"all"}}));
}

TEST_F(GatewayIdentity, keeps_tokens_to_itself) {
  worker_sends("w", ready("w"));
  auto with_token = request("1");
  with_token.token = support::manager_token();
  client_sends("c", with_token);
  auto reader = fetch("2");
  reader.token = support::manager_token();
  client_sends("c", reader);
  auto forged = request("3");
  forged.token = support::manager_token() + "x";
  client_sends("c", forged);
  const std::string signature =
      support::manager_token().substr(support::manager_token().size() - 40);
  for (const bus::Parcel& parcel : sent_)
    for (const std::string& part : parcel.parts)
      EXPECT_THAT(part, testing::Not(testing::HasSubstr(signature)));
}

TEST_F(GatewayIdentity, names_a_worker_after_its_context_whatever_it_claims) {
  worker_sends("r", ready("r", "rental"));
  worker_sends("p", ready("p", "payment"));
  auto forged = request("1", "payment", "authorize");
  forged.principal = message::Principal{7, "manager", ""};
  worker_sends("r", forged);
  const auto got = requests("p");
  ASSERT_THAT(got, SizeIs(1));
  EXPECT_EQ(got[0].principal, (message::Principal{0, "service", "rental", {"all"}}));
}

TEST_F(GatewayIdentity, gives_a_fetch_a_principal_too) {
  worker_sends("w", ready("w"));
  client_sends("c", fetch("1"));
  const auto got = taken<message::Fetch>(bus::Link::workers, "w");
  ASSERT_THAT(got, SizeIs(1));
  EXPECT_EQ(got[0].principal->user_id, 1000);
}

TEST_F(GatewayIdentity, takes_a_caller_without_a_token_for_a_guest_who_may_nothing) {
  worker_sends("w", ready("w"));
  guest_sends("c", request("1"));
  EXPECT_EQ(only_reply("c").error->code, message::ErrorCode::unauthenticated);
  EXPECT_THAT(requests("w"), testing::IsEmpty());
}

TEST_F(GatewayIdentity, refuses_a_token_that_it_does_not_take_even_where_guests_may_ask) {
  auto asked = request("1", "gateway", "health");
  asked.token = "a.b.c";
  client_sends("c", asked);
  EXPECT_EQ(only_reply("c").error->code, message::ErrorCode::unauthenticated);
}

TEST_F(GatewayIdentity, knows_users_and_accounts_by_their_subjects_and_nobody_else) {
  Identity identity(keys_, clock_);
  EXPECT_EQ(identity.of_client(support::customer_token(7)),
            (message::Principal{7, "customer", "", {"all"}}));
  EXPECT_EQ(identity.of_client(support::token_of("account:nightly", "manager")),
            (message::Principal{0, "manager", "nightly", {"all"}}));
  for (const char* subject :
       {"user:", "user:0", "user:-1", "user:7x", "account:", "service:rental"})
    EXPECT_EQ(identity.of_client(support::token_of(subject, "manager")).error().reason,
              "bad_claims")
        << subject;
  EXPECT_EQ(identity.of_client(support::token_of("user:7", "service")).error().reason,
            "bad_claims");
}

TEST_F(GatewayIdentity, remembers_a_token_until_it_expires_and_no_longer) {
  Identity identity(keys_, clock_);
  auto claims = support::claims_of("user:7", "customer");
  claims.expires_at = clock_.now() + 10s;
  const std::string token = token::issue(support::test_key(), claims);
  EXPECT_TRUE(identity.of_client(token));
  clock_.advance(9s);
  EXPECT_TRUE(identity.of_client(token));
  clock_.advance(1s);
  EXPECT_EQ(identity.of_client(token).error().reason, "expired");
}

/// Keys that a test replaces.
struct ReplacedKeys final : PublicKeys {
  std::optional<token::KeySet> changed() override { return std::exchange(fresh, std::nullopt); }
  void replace(const token::SigningKey& key) {
    const std::vector<std::string> jwks{key.public_jwk()};
    fresh = token::KeySet::read(token::jwk_set(jwks)).value();
  }
  std::optional<token::KeySet> fresh;
};

TEST_F(GatewayIdentity, takes_nothing_of_a_key_that_is_gone_and_all_of_one_that_has_come) {
  ReplacedKeys keys;
  keys.replace(support::test_key(1));
  Identity identity(keys, clock_);
  const auto claims = support::claims_of("user:7", "customer");
  const std::string old_token = token::issue(support::test_key(1), claims);
  const std::string new_token = token::issue(support::test_key(2), claims);
  EXPECT_TRUE(identity.of_client(old_token));
  keys.replace(support::test_key(2));
  EXPECT_TRUE(identity.of_client(new_token)) << "a key that it does not know makes it look";
  EXPECT_EQ(identity.of_client(old_token).error().reason, "unknown_key");
}

}  // namespace
}  // namespace bookrent::gateway
