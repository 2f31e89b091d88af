#include "daemons/gateway/identity.hpp"

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
  EXPECT_EQ(got[0].principal, (message::Principal{0, "manager", ""}));
}

TEST_F(GatewayIdentity, keeps_tokens_to_itself) {
  worker_sends("w", ready("w"));
  auto with_token = request("1");
  with_token.token = "secret";
  client_sends("c", with_token);
  auto reader = fetch("2");
  reader.token = "secret";
  client_sends("c", reader);
  for (const bus::Parcel& parcel : sent_)
    for (const std::string& part : parcel.parts)
      EXPECT_THAT(part, testing::Not(testing::HasSubstr("secret")));
}

TEST_F(GatewayIdentity, names_a_worker_after_its_context_whatever_it_claims) {
  worker_sends("r", ready("r", "rental"));
  worker_sends("p", ready("p", "payment"));
  auto forged = request("1", "payment", "authorize");
  forged.principal = message::Principal{7, "manager", ""};
  worker_sends("r", forged);
  const auto got = requests("p");
  ASSERT_THAT(got, SizeIs(1));
  EXPECT_EQ(got[0].principal, (message::Principal{0, "service", "rental"}));
}

TEST_F(GatewayIdentity, gives_a_fetch_a_principal_too) {
  worker_sends("w", ready("w"));
  client_sends("c", fetch("1"));
  const auto got = taken<message::Fetch>(bus::Link::workers, "w");
  ASSERT_THAT(got, SizeIs(1));
  EXPECT_EQ(got[0].principal, identify(""));
}

}  // namespace
}  // namespace bookrent::gateway
