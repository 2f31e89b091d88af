#include <nlohmann/json.hpp>

#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using message::ErrorCode;
using testing::IsEmpty;
using Json = nlohmann::json;

struct GatewayHealth : GatewayTest {};

TEST_F(GatewayHealth, says_where_each_context_stands) {
  worker_sends("w", ready("w"));
  worker_sends("w", message::Heartbeat{"w", true, 12, {{"user", {"e", 3}}}});
  auto full = ready("p", "payment");
  full.credits = 1;
  worker_sends("p", full);
  for (const char* id : {"1", "2", "3"}) client_sends("c", request(id, "payment"));
  const Json contexts = health()["contexts"];
  EXPECT_EQ(contexts, Json::parse(R"([
    {"context":"payment","alive":true,"ready":false,"instances":1,"in_flight":1,"queued":2,
     "head":0,"positions":{}},
    {"context":"rental","alive":true,"ready":true,"instances":1,"in_flight":0,"queued":0,
     "head":12,"positions":{"user":{"epoch":"e","sequence":3}}}])"));
}

TEST_F(GatewayHealth, remembers_where_a_context_stood_that_is_gone) {
  worker_sends("w", ready("w"));
  worker_sends("w", message::Heartbeat{"w", true, 12, {}});
  worker_sends("w", message::Bye{"w"});
  const Json context = health()["contexts"][0];
  EXPECT_EQ(context["alive"], false);
  EXPECT_EQ(context["ready"], false);
  EXPECT_EQ(context["instances"], 0);
  EXPECT_EQ(context["head"], 12);
}

TEST_F(GatewayHealth, does_not_list_what_nobody_announced) {
  client_sends("c", request("1", "nowhere"));
  EXPECT_THAT(health()["contexts"], IsEmpty());
}

TEST_F(GatewayHealth, counts_requests_and_nonsense) {
  client_sends("c", request("1"));
  client_sends("c", reply("1"));
  arrive({{bus::Link::clients, "c", {"?"}}, {bus::Link::workers, "w", {}}});
  const Json body = health();
  EXPECT_EQ(body["context"], "gateway");
  EXPECT_EQ(body["instance"].get<std::string>().size(), 36U);
  EXPECT_EQ(body["requests"], 2);
  EXPECT_EQ(body["clients_malformed"], 2);
  EXPECT_EQ(body["workers_malformed"], 1);
}

TEST_F(GatewayHealth, answers_a_worker_too) {
  worker_sends("w", ready("w"));
  worker_sends("w", request("1", "gateway", "health"));
  EXPECT_EQ(taken<message::Reply>(bus::Link::workers, "w").at(0).id, "1");
}

TEST_F(GatewayHealth, is_the_only_operation) {
  client_sends("c", request("1", "gateway", "rent"));
  EXPECT_EQ(only_reply("c").error->code, ErrorCode::invalid);
}

}  // namespace
}  // namespace bookrent::gateway
