#include "tests/unit/gateway/gateway_fixture.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/log/log.hpp"

namespace bookrent::gateway {

message::Request request(std::string id, std::string to, std::string op) {
  message::Request request;
  request.body = R"({"n":")" + id + R"("})";
  request.id = std::move(id);
  request.to = std::move(to);
  request.op = std::move(op);
  request.key = "key-" + request.id;
  request.ttl_ms = 5'000;
  return request;
}

message::Fetch fetch(std::string id, std::string source) {
  return {std::move(id), std::move(source), "epoch", 7, "c0ffee", 1'000, {}, std::nullopt};
}

message::Reply reply(const std::string& id, std::string body) {
  message::Reply reply;
  reply.id = id;
  reply.outcome = message::Outcome::applied;
  reply.body = std::move(body);
  return reply;
}

message::Ready ready(std::string instance, std::string context) {
  using enum message::OperationKind;
  const std::string store = "store of " + instance;
  return {std::move(context),
          std::move(instance),
          store,
          100,
          {{"rent", command, message::for_owners("rental.write")},
           {"show", query, message::for_owners("rental.read")},
           {"authorize", command, message::for_daemons()},
           {"greet", query, message::for_everybody()},
           {"browse", query, {"", {{message::role::customer, message::Reach::any}}}}}};
}

GatewayTest::GatewayTest(const GatewayLimits& limits, AllowedLinks* links)
    : gateway_(limits, keys_, clock_, random_, links) {
  log::configure("test", log::Level::error);
  arrive({});
}

void GatewayTest::arrive(std::vector<bus::Parcel> parcels) {
  for (bus::Parcel& parcel : gateway_.turn(parcels)) sent_.push_back(std::move(parcel));
}

void GatewayTest::client_sends(const std::string& peer, message::Message message) {
  const auto log_in = [](auto& asked) {
    if constexpr (requires { asked.token; })
      if (asked.token.empty()) asked.token = support::manager_token();
  };
  std::visit(log_in, message);
  guest_sends(peer, message);
}

void GatewayTest::guest_sends(const std::string& peer, const message::Message& message) {
  arrive({{bus::Link::clients, peer, message::encode(message)}});
}

void GatewayTest::worker_sends(const std::string& peer, const message::Message& message) {
  arrive({{bus::Link::workers, peer, message::encode(message)}});
}

void GatewayTest::pass(clock::Milliseconds time) {
  const clock::Steady end = clock_.steady() + time;
  while (clock_.steady() < end) {
    const clock::Steady next = std::min({end, gateway_.wake_at(), clock_.steady() + 500ms});
    clock_.advance(std::max(next - clock_.steady(), 1ms));
    std::vector<bus::Parcel> heartbeats;
    for (const std::string& peer : alive_)
      heartbeats.push_back(
          {bus::Link::workers, peer, message::encode(message::Heartbeat{peer, true, 0, {}})});
    arrive(std::move(heartbeats));
  }
}

std::vector<message::Reply> GatewayTest::replies(const std::string& client) {
  return taken<message::Reply>(bus::Link::clients, client);
}

message::Reply GatewayTest::only_reply(const std::string& client) {
  auto all = replies(client);
  EXPECT_EQ(all.size(), 1U);
  return all.empty() ? message::Reply{} : all.front();
}

std::vector<message::Request> GatewayTest::requests(const std::string& worker) {
  return taken<message::Request>(bus::Link::workers, worker);
}

std::vector<message::Reset> GatewayTest::resets(const std::string& worker) {
  return taken<message::Reset>(bus::Link::workers, worker);
}

std::vector<std::string> GatewayTest::bodies(const std::string& worker) {
  std::vector<std::string> bodies;
  for (const message::Request& got : requests(worker))
    bodies.push_back(nlohmann::json::parse(got.body).at("n"));
  return bodies;
}

nlohmann::json GatewayTest::health() {
  client_sends("watcher", request("h", "gateway", "health"));
  return nlohmann::json::parse(only_reply("watcher").body);
}

}  // namespace bookrent::gateway
