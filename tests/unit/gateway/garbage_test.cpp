#include <nlohmann/json.hpp>

#include "tests/unit/gateway/gateway_fixture.hpp"

namespace bookrent::gateway {
namespace {

using message::ErrorCode;
using testing::IsEmpty;
using testing::SizeIs;

/// Frames that are nearly messages: real ones with bytes, frames and fields changed at random.
class Nonsense {
 public:
  explicit Nonsense(std::uint64_t seed) : engine_(seed) {}

  message::Parts parts() {
    message::Parts parts = message::encode(sound());
    for (std::size_t changes = below(4); changes > 0; --changes) change(parts);
    return parts;
  }
  std::size_t below(std::size_t end) { return engine_() % end; }

 private:
  message::Message sound() {
    switch (below(9)) {
      case 0:
        return request(bytes(), below(2) == 0 ? "rental" : "gateway", "health");
      case 1:
        return reply(bytes());
      case 2:
        return ready("w", below(3) == 0 ? "gateway" : "rental");
      case 3:
        return message::Heartbeat{"w", true, 1, {{"rental", {"e", 1}}}};
      case 4:
        return message::Drain{"w"};
      case 5:
        return message::Bye{"w"};
      case 6:
        return message::Reset{};
      case 7:
        return fetch("1");
      default:
        return message::Events{{}, "rental", "e", 1, 1, false, {bytes()}};
    }
  }

  void change(message::Parts& parts) {
    if (parts.empty()) return parts.push_back(bytes());
    std::string& part = parts[below(parts.size())];
    switch (below(6)) {
      case 0:
        parts.pop_back();
        break;
      case 1:
        parts.insert(parts.begin(), std::string{});
        break;
      case 2:
        part.resize(below(part.size() + 1));
        break;
      case 3:
        part = fragments_[below(fragments_.size())];
        break;
      case 4:
        part += std::string(below(50) == 0 ? message::frame_bytes_max : 3, '[');
        break;
      default:
        if (!part.empty()) part[below(part.size())] = static_cast<char>(engine_() & 0xffU);
    }
  }

  /// Text that a message may carry; request ids and event bodies are made of it.
  std::string bytes() {
    std::string text(below(200), ' ');
    for (char& c : text) c = static_cast<char>('!' + below(90));
    return text;
  }

  const std::vector<std::string> fragments_{
      "BR1 request",
      "BR1 events",
      "BR1 reply",
      "BR2 request",
      "null",
      "[]",
      R"({"id":7})",
      R"({"id":"x","to":"rental","op":"rent","ttl_ms":-1})",
      R"({"id":"x","to":"rental","op":"rent","ttl_ms":1e300})",
      R"({"id":"x","to":"rental","op":"rent","ttl_ms":18446744073709551615})",
      R"({"id":"x","to":"rental","op":"rent","principal":7,"after":[]})",
      R"({"id":"x","outcome":"none","error":{"details":{"a":[[[[[[1]]]]]]}}})",
      "{\"id\":\"\\ud800\",\"to\":\"\xff\xfe\"}",
      std::string(message::header_bytes_max, '{')};
  std::mt19937_64 engine_;
};

struct GatewayGarbage : GatewayTest {};

TEST_F(GatewayGarbage, answers_under_an_id_that_can_still_be_read) {
  arrive({{bus::Link::clients, "c", {"BR1 request", R"({"id":"9","to":"rental"})", "{}"}}});
  const auto refused = only_reply("c");
  EXPECT_EQ(refused.id, "9");
  EXPECT_EQ(refused.error->code, ErrorCode::invalid);
  EXPECT_EQ(refused.outcome, message::Outcome::none);
}

TEST_F(GatewayGarbage, answers_without_the_id_when_no_header_could_hold_it) {
  const std::string id(16'300, 'x');
  for (const std::string& header :
       {R"({"id":")" + id + R"("})", R"({"id":")" + id + R"(","to":"rental","op":"rent"})"}) {
    const message::Parts parts{"BR1 request", header, "{}"};
    ASSERT_LE(parts[1].size(), message::header_bytes_max);
    arrive({{bus::Link::clients, "c", parts}});
    ASSERT_THAT(sent_, SizeIs(1));
    EXPECT_LE(sent_[0].parts[1].size(), message::header_bytes_max);
    EXPECT_THAT(sent_[0].parts[1], testing::HasSubstr("invalid"));
    sent_.clear();
  }
}

TEST_F(GatewayGarbage, answers_a_client_even_without_an_id) {
  arrive({{bus::Link::clients, "c", {"hello"}}});
  ASSERT_THAT(sent_, SizeIs(1));
  EXPECT_EQ(sent_[0].peer, "c");
  EXPECT_EQ(sent_[0].parts[0], "BR1 reply");
  EXPECT_THAT(sent_[0].parts[1], testing::HasSubstr("invalid"));
}

TEST_F(GatewayGarbage, answers_nobody_where_no_address_is_left) {
  arrive({{bus::Link::clients, "", {"hello"}}});
  EXPECT_THAT(sent_, IsEmpty());
}

TEST_F(GatewayGarbage, tells_a_known_worker_which_of_its_calls_cannot_be_read) {
  worker_sends("w", ready("w"));
  arrive({{bus::Link::workers, "w", {"BR1 request", R"({"id":"9"})", "{}"}}});
  const auto answers = taken<message::Reply>(bus::Link::workers, "w");
  ASSERT_THAT(answers, SizeIs(1));
  EXPECT_EQ(answers[0].id, "9");
}

TEST_F(GatewayGarbage, never_stops_it_and_is_counted) {
  Nonsense nonsense{20240607};
  std::int64_t bad_clients = 0;
  std::int64_t bad_workers = 0;
  for (int i = 0; i < 4'000; ++i) {
    const bus::Link link = nonsense.below(2) == 0 ? bus::Link::clients : bus::Link::workers;
    bus::Parcel parcel{link, "p" + std::to_string(nonsense.below(4)), nonsense.parts()};
    const bool unreadable = !message::decode(parcel.parts);
    if (unreadable) ++(link == bus::Link::clients ? bad_clients : bad_workers);
    if (nonsense.below(50) == 0) gateway_.undeliverable(parcel);
    ASSERT_NO_THROW(arrive({std::move(parcel)})) << i;
    clock_.advance(clock::Milliseconds{nonsense.below(20)});
    sent_.clear();
  }
  EXPECT_GT(bad_clients, 300);
  EXPECT_GT(bad_workers, 300);
  const auto body = health();
  EXPECT_GE(body["clients_malformed"], bad_clients);
  EXPECT_GE(body["workers_malformed"], bad_workers);
  pass(60s);
  EXPECT_EQ(gateway_.pending(), 0U);
}

TEST_F(GatewayGarbage, leaves_others_unharmed) {
  worker_sends("w", ready("w"));
  auto good = request("1");
  good.token = support::manager_token();
  arrive({{bus::Link::clients, "bad", {"?"}},
          {bus::Link::clients, "good", message::encode(good)},
          {bus::Link::workers, "w", {"BR1 reply", "{", "{}"}}});
  const auto got = requests("w");
  ASSERT_THAT(got, SizeIs(1));
  worker_sends("w", reply(got[0].id));
  EXPECT_EQ(only_reply("good").id, "1");
}

}  // namespace
}  // namespace bookrent::gateway
