#include <nlohmann/json.hpp>

#include "common/link/key_pair.hpp"
#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

struct FakeLinks final : AllowedLinks {
  std::optional<std::vector<link::Peer>> changed() override { return peers; }
  std::vector<link::Peer> peers;
};

/// The 32 bytes of a key of one letter, as ZeroMQ's question has them, and that key as text.
std::string bytes(char letter) { return std::string(link::key_bytes, letter); }
std::string key(char letter) { return link::z85_of(bytes(letter)); }

message::Parts question(const std::string& domain, const std::string& credentials) {
  return {"1.0", "42", domain, "192.0.2.9", "", "CURVE", credentials};
}

GatewayLimits few_admissions() {
  GatewayLimits limits;
  limits.admissions_max = 5;
  return limits;
}

class GatewayLinks : public GatewayTest {
 protected:
  GatewayLinks() : GatewayTest(few_admissions(), &links_) {
    links_.peers = {{"laptop", "", key('l')}, {"view2", "view", key('v')}};
  }

  /// The answer to ZeroMQ: 200, 300 or 400.
  std::string admission(const message::Parts& asked) {
    arrive({{bus::Link::admission, "zap", asked}});
    const bus::Parcel answer = sent_.back();
    EXPECT_EQ(answer.link, bus::Link::admission);
    EXPECT_THAT(answer.parts, SizeIs(6));
    EXPECT_EQ(answer.parts[1], "42");
    user_ = answer.parts[4];
    return answer.parts[2];
  }
  void link_worker_sends(char letter, const message::Message& message) {
    arrive({{bus::Link::workers, std::string(1, letter), message::encode(message), key(letter)}});
  }
  void link_client_sends(char letter, message::Request asked) {
    asked.token = support::manager_token();
    arrive({{bus::Link::clients, std::string(1, letter), message::encode(asked), key(letter)}});
  }

  FakeLinks links_;
  std::string user_;
};

TEST_F(GatewayLinks, lets_in_whose_key_is_allowed_and_names_them_by_it) {
  EXPECT_EQ(admission(question("clients", bytes('l'))), "200");
  EXPECT_EQ(user_, key('l'));
  EXPECT_EQ(admission(question("workers", bytes('v'))), "200");
  EXPECT_EQ(user_, key('v'));
  EXPECT_EQ(health()["links_refused"], 0);
}

TEST_F(GatewayLinks, refuses_a_key_that_nobody_allowed_and_counts_it) {
  EXPECT_EQ(admission(question("clients", bytes('x'))), "400");
  EXPECT_EQ(user_, "");
  EXPECT_EQ(health()["links_refused"], 1);
}

TEST_F(GatewayLinks, lets_a_refused_worker_try_on) {
  EXPECT_EQ(admission(question("workers", bytes('x'))), "300");
}

TEST_F(GatewayLinks, lets_no_client_in_as_a_worker_and_no_worker_as_a_client) {
  EXPECT_EQ(admission(question("workers", bytes('l'))), "300");
  EXPECT_EQ(admission(question("clients", bytes('v'))), "400");
  EXPECT_EQ(admission(question("", bytes('l'))), "400");
}

TEST_F(GatewayLinks, takes_no_mechanism_but_curve) {
  auto plain = question("clients", "admin");
  plain[5] = "PLAIN";
  plain.push_back("secret");
  EXPECT_EQ(admission(plain), "400");
  auto none = question("clients", "");
  none[5] = "NULL";
  none.pop_back();
  EXPECT_EQ(admission(none), "400");
  EXPECT_EQ(admission(question("clients", "short")), "400");
}

TEST_F(GatewayLinks, does_not_answer_what_is_no_question) {
  arrive({{bus::Link::admission, "zap", {}},
          {bus::Link::admission, "zap", {"2.0", "1", "", "", "", "CURVE", bytes('l')}}});
  EXPECT_THAT(sent_, IsEmpty());
}

TEST_F(GatewayLinks, tells_those_beyond_the_limit_of_a_second_to_come_again) {
  for (int one = 0; one < 5; ++one) EXPECT_EQ(admission(question("clients", bytes('l'))), "200");
  EXPECT_EQ(admission(question("clients", bytes('l'))), "300");
  clock_.advance(1s);
  EXPECT_EQ(admission(question("clients", bytes('l'))), "200");
}

TEST_F(GatewayLinks, notices_within_a_second_that_a_link_was_removed_or_added) {
  EXPECT_EQ(admission(question("clients", bytes('l'))), "200");
  links_.peers = {{"phone", "", key('p')}};
  clock_.advance(links_interval);
  EXPECT_EQ(admission(question("clients", bytes('l'))), "400");
  EXPECT_EQ(admission(question("clients", bytes('p'))), "200");
}

TEST_F(GatewayLinks, answers_a_client_until_its_link_is_removed) {
  link_client_sends('l', request("1", "gateway", "whoami"));
  EXPECT_FALSE(only_reply("l").error);
  links_.peers.clear();
  clock_.advance(links_interval);
  link_client_sends('l', request("2", "gateway", "whoami"));
  const auto reply = only_reply("l");
  EXPECT_EQ(reply.id, "2");
  EXPECT_EQ(reply.error->code, message::ErrorCode::unauthenticated);
  EXPECT_EQ(health()["links_refused"], 1);
}

TEST_F(GatewayLinks, takes_a_worker_for_the_context_of_its_key_only) {
  link_worker_sends('v', ready("v", "rental"));
  client_sends("c", request("1", "rental", "show"));
  EXPECT_THAT(requests("v"), IsEmpty());
  EXPECT_EQ(health()["links_refused"], 1);
  link_worker_sends('v', ready("v", "view"));
  client_sends("c", request("2", "view", "show"));
  EXPECT_THAT(requests("v"), SizeIs(1));
}

TEST_F(GatewayLinks, leaves_the_rules_of_a_context_alone_that_a_strange_worker_announces) {
  worker_sends("r", ready("r", "rental"));
  auto strange = ready("v", "rental");
  strange.operations.clear();
  strange.store = "store of r";
  link_worker_sends('v', strange);
  client_sends("c", request("1", "rental", "show"));
  EXPECT_THAT(requests("r"), SizeIs(1));
}

TEST_F(GatewayLinks, keeps_a_worker_to_its_context_also_later) {
  link_worker_sends('v', ready("v", "view"));
  link_worker_sends('v', ready("v", "rental"));
  client_sends("c", request("1", "rental", "show"));
  client_sends("c", request("2", "view", "show"));
  EXPECT_THAT(bodies("v"), testing::ElementsAre("2"));
}

TEST_F(GatewayLinks, drops_a_worker_whose_link_is_removed_though_it_says_nothing) {
  link_worker_sends('v', ready("v", "view"));
  links_.peers.clear();
  clock_.advance(links_interval);
  arrive({});
  EXPECT_EQ(health()["contexts"][0]["alive"], false);
  client_sends("c", request("1", "view", "show"));
  EXPECT_THAT(requests("v"), IsEmpty());
}

message::Events hint(const std::string& source) {
  return {{}, source, "epoch", 1, {}, false, {"{}"}};
}

TEST_F(GatewayLinks, brings_hints_to_workers_over_their_one_connection) {
  worker_sends("r", ready("r", "rental"));
  link_worker_sends('v', ready("v", "view"));
  sent_.clear();
  worker_sends("r", hint("rental"));
  EXPECT_THAT(taken<message::Events>(bus::Link::workers, "v"), SizeIs(1));
  EXPECT_THAT(taken<message::Events>(bus::Link::workers, "r"), IsEmpty());
  EXPECT_THAT(taken<message::Events>(bus::Link::events, "rental"), SizeIs(1));
}

TEST_F(GatewayLinks, brings_hints_of_a_distant_worker_to_all_but_itself) {
  link_worker_sends('v', ready("v", "view"));
  sent_.clear();
  link_worker_sends('v', hint("view"));
  EXPECT_THAT(taken<message::Events>(bus::Link::events, "view"), SizeIs(1));
  EXPECT_THAT(taken<message::Events>(bus::Link::workers, "v"), IsEmpty());
}

TEST_F(GatewayLinks, loses_no_worker_for_a_hint_that_its_link_cannot_take) {
  link_worker_sends('v', ready("v", "view"));
  gateway_.undeliverable({bus::Link::workers, "v", message::encode(hint("rental"))});
  EXPECT_EQ(health()["contexts"][0]["alive"], true);
  gateway_.undeliverable({bus::Link::workers, "v", message::encode(request("1"))});
  EXPECT_EQ(health()["contexts"][0]["alive"], false);
}

struct GatewayWithoutLinks : GatewayTest {};

TEST_F(GatewayWithoutLinks, lets_nobody_in_over_tcp) {
  arrive({{bus::Link::admission, "zap", question("clients", bytes('l'))}});
  EXPECT_EQ(sent_.back().parts[2], "400");
}

}  // namespace
}  // namespace bookrent::gateway
