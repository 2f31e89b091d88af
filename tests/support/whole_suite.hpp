#pragma once
// The whole suite in one process and one thread: the real gateway and contexts on real databases,
// with the test's clock, and a network that delivers at once. Any of them may be killed at any time
// and started again.
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "common/bus/node.hpp"
#include "common/contract/codec.hpp"
#include "common/message/message.hpp"
#include "common/settings/settings.hpp"
#include "common/store/store.hpp"
#include "common/turn/engine.hpp"
#include "daemons/gateway/gateway.hpp"
#include "tests/support/fake_ports.hpp"
#include "tests/support/tokens.hpp"

namespace bookrent::support {

class WholeSuite {
 public:
  /// `environment` overrides settings, as in BOOKRENT_SANDBOX_DELAY_MS.
  explicit WholeSuite(const settings::Environment& environment = {});
  ~WholeSuite();

  FakeClock& clock() { return clock_; }
  store::Store& store(const std::string& context) { return *context_named(context).store; }

  turn::Engine& engine(const std::string& context) { return *context_named(context).engine; }

  void start(const std::string& context);
  /// Everything that it had in memory or on the way is gone.
  void kill(const std::string& context);
  void restart(const std::string& context) {
    kill(context);
    start(context);
  }
  void restart_gateway();
  /// For contexts that are started from now on; as the constructor.
  void change_settings(const settings::Environment& environment);

  /// Sends a request as the command would, as a manager unless `token` says otherwise. take() gives
  /// its reply once it has come.
  std::string send(const std::string& context, const std::string& op, const std::string& body,
                   const std::string& key = {}, const message::Positions& after = {},
                   const std::string& token = manager_token());
  template <class Message>
  std::string send(std::string_view context, const Message& message, const std::string& key = {},
                   const message::Positions& after = {}) {
    return send(std::string{context}, Message::operation, contract::encode(message), key, after);
  }
  std::optional<message::Reply> take(const std::string& id);
  /// Sends, and lets time pass until the reply is there; throws after 30 s of it.
  template <class Message>
  message::Reply ask(std::string_view context, const Message& message, const std::string& key = {},
                     const message::Positions& after = {}) {
    return wait_for(send(context, message, key, after));
  }
  message::Reply wait_for(const std::string& id);

  /// Turns of the node of this name, `gateway` or a context, are made by `turn` from now on: for
  /// whoever watches it.
  using Turn = std::function<std::vector<bus::Parcel>(bus::Node&, std::span<const bus::Parcel>)>;
  void watch(std::string name, Turn turn);

  /// Delivers until nothing is on the way any more.
  void run();
  /// Lets time pass, in steps of 50 ms.
  void pass(clock::Milliseconds time);
  /// At most `turns` turns of one node: stops in the middle of whatever is going on.
  bool step();

  /// A number from a context's database.
  std::int64_t number(const std::string& context, const std::string& sql);

 private:
  struct Context {
    std::string name;
    std::string peer;  // its routing id; a new one after each start
    std::unique_ptr<store::Store> store;
    std::unique_ptr<turn::Service> service;
    std::unique_ptr<turn::Engine> engine;
    std::vector<bus::Parcel> inbox;
  };

  Context& context_named(const std::string& name);
  Context* context_at(const std::string& peer);
  bus::Node* waiting_node(std::vector<bus::Parcel>*& inbox);
  std::vector<bus::Parcel> turn(bus::Node& node, std::span<const bus::Parcel> arrived);
  void deliver(bus::Node& from, std::vector<bus::Parcel> parcels);
  void deliver_from_gateway(bus::Parcel parcel);
  void make(Context& context);

  ScratchDirectory scratch_;
  FakeClock clock_;
  SeededRandom random_;
  settings::Settings settings_;
  TestKeys keys_;
  std::unique_ptr<gateway::Gateway> gateway_;
  std::vector<bus::Parcel> gateway_inbox_;
  std::vector<Context> contexts_;
  std::map<std::string, message::Reply> replies_;
  std::string watched_;
  Turn turn_;
  int starts_ = 0;
  int requests_ = 0;
};

}  // namespace bookrent::support
