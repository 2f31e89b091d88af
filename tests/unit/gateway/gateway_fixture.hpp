#pragma once
// A gateway between hand-made clients and workers, on a clock that stands still until it is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json_fwd.hpp>

#include <random>
#include <string>
#include <vector>

#include "daemons/gateway/gateway.hpp"
#include "tests/support/tokens.hpp"

namespace bookrent::gateway {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

class FakeClock final : public clock::Clock {
 public:
  clock::Instant now() const override { return clock::Instant{} + since_; }
  clock::Steady steady() const override { return clock::Steady{} + since_; }
  void advance(clock::Milliseconds time) { since_ += time; }

 private:
  clock::Milliseconds since_{1'000'000};
};

class SeededRandom final : public random::Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}
  void fill(std::span<std::byte> bytes) override {
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(engine_() & 0xffU);
  }

 private:
  std::mt19937_64 engine_;
};

message::Request request(std::string id, std::string to = "rental", std::string op = "rent");
message::Fetch fetch(std::string id, std::string source = "rental");
message::Reply reply(const std::string& id, std::string body = "{}");
/// Announces `rent` and `show` for owners, `authorize` for services, `browse` for customers,
/// `greet` for everybody.
message::Ready ready(std::string instance, std::string context = "rental");

class GatewayTest : public testing::Test {
 protected:
  explicit GatewayTest(const GatewayLimits& limits = {}, AllowedLinks* links = nullptr);

  /// One turn in which these messages arrive, in order.
  void arrive(std::vector<bus::Parcel> parcels);
  /// As a manager, where the message names no token.
  void client_sends(const std::string& peer, message::Message message);
  void guest_sends(const std::string& peer, const message::Message& message);
  void worker_sends(const std::string& peer, const message::Message& message);
  /// Time passes, and the gateway wakes when it wants to. The workers in `alive_` say so.
  void pass(clock::Milliseconds time);

  /// What `peer` has got since the last call, of one kind.
  template <class Kind>
  std::vector<Kind> taken(bus::Link link, const std::string& peer) {
    std::vector<Kind> found;
    std::erase_if(sent_, [&](const bus::Parcel& parcel) {
      if (parcel.link != link || parcel.peer != peer) return false;
      auto message = message::decode(parcel.parts);
      if (!message || !std::holds_alternative<Kind>(*message)) return false;
      found.push_back(std::get<Kind>(*std::move(message)));
      return true;
    });
    return found;
  }
  std::vector<message::Reply> replies(const std::string& client);
  /// The only reply that `client` has got; a failure when there is not exactly one.
  message::Reply only_reply(const std::string& client);
  /// What reached a worker, by the bodies of the requests.
  std::vector<std::string> bodies(const std::string& worker);
  std::vector<message::Request> requests(const std::string& worker);
  std::vector<message::Reset> resets(const std::string& worker);
  nlohmann::json health();

  FakeClock clock_;
  SeededRandom random_{1};
  support::TestKeys keys_;
  Gateway gateway_;
  std::vector<bus::Parcel> sent_;
  std::vector<std::string> alive_;
};

}  // namespace bookrent::gateway
