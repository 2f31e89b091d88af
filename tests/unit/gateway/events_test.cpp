#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

message::Events events(std::string id, std::string source) {
  return {std::move(id), std::move(source), "epoch", 8, 9, false, {R"({"a":1})", R"({"b":2})"}};
}

struct GatewayEvents : GatewayTest {
  GatewayEvents() {
    worker_sends("r", ready("r", "rental"));
    worker_sends("v", ready("v", "view"));
    sent_.clear();
  }
  std::vector<message::Events> pages(bus::Link link, const std::string& peer) {
    return taken<message::Events>(link, peer);
  }
};

TEST_F(GatewayEvents, brings_a_page_back_to_the_reader_that_fetched_it) {
  worker_sends("v", fetch("mine", "rental"));
  const auto asked = taken<message::Fetch>(bus::Link::workers, "r");
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].after, 7);
  EXPECT_EQ(asked[0].chain, "c0ffee");
  EXPECT_EQ(asked[0].epoch, "epoch");
  EXPECT_EQ(asked[0].principal->name, "view");
  worker_sends("r", events(asked[0].id, "rental"));
  EXPECT_THAT(pages(bus::Link::workers, "v"), ElementsAre(events("mine", "rental")));
  EXPECT_THAT(pages(bus::Link::events, "rental"), IsEmpty());
  EXPECT_EQ(gateway_.pending(), 0U);
}

TEST_F(GatewayEvents, brings_a_page_back_to_a_client) {
  client_sends("c", fetch("mine", "rental"));
  const auto asked = taken<message::Fetch>(bus::Link::workers, "r");
  ASSERT_THAT(asked, SizeIs(1));
  worker_sends("r", events(asked[0].id, "rental"));
  EXPECT_THAT(pages(bus::Link::clients, "c"), ElementsAre(events("mine", "rental")));
}

TEST_F(GatewayEvents, lets_a_fetch_wait_for_its_source) {
  worker_sends("v", fetch("mine", "user"));
  pass(400ms);
  worker_sends("u", ready("u", "user"));
  const auto asked = taken<message::Fetch>(bus::Link::workers, "u");
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].ttl_ms, 600);
}

TEST_F(GatewayEvents, publishes_live_events_under_their_source) {
  worker_sends("r", events("", "rental"));
  ASSERT_THAT(sent_, SizeIs(1));
  EXPECT_THAT(pages(bus::Link::events, "rental"), ElementsAre(events("", "rental")));
}

TEST_F(GatewayEvents, publishes_nothing_in_anothers_name) {
  worker_sends("r", events("", "view"));
  EXPECT_THAT(sent_, IsEmpty());
}

TEST_F(GatewayEvents, takes_no_page_of_another_source) {
  worker_sends("v", fetch("mine", "rental"));
  const auto asked = taken<message::Fetch>(bus::Link::workers, "r");
  ASSERT_THAT(asked, SizeIs(1));
  worker_sends("r", events(asked[0].id, "view"));
  EXPECT_THAT(pages(bus::Link::workers, "v"), IsEmpty());
}

TEST_F(GatewayEvents, takes_no_page_for_a_reply_and_no_reply_for_a_page) {
  client_sends("c", request("1"));
  client_sends("c", fetch("2"));
  const auto asked = requests("r");
  const auto fetched = taken<message::Fetch>(bus::Link::workers, "r");
  ASSERT_THAT(asked, SizeIs(1));
  ASSERT_THAT(fetched, SizeIs(1));
  worker_sends("r", events(asked[0].id, "rental"));
  worker_sends("r", reply(fetched[0].id));
  EXPECT_THAT(sent_, IsEmpty());
}

}  // namespace
}  // namespace bookrent::gateway
