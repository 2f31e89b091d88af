#pragma once
// The contexts that were heard of, and the workers that are there for them.
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/clock/clock.hpp"
#include "common/message/message.hpp"
#include "daemons/gateway/routing/rules.hpp"

namespace bookrent::gateway {

using Ticket = std::uint64_t;  // of a request: counts up from 1, in order of arrival, never reused

struct Context;

/// One daemon on the link `workers`.
struct Worker {
  std::string peer;
  std::string key;  // of its link; empty on this machine
  std::string instance;
  std::string store;
  Context* context = nullptr;
  std::int64_t credits = 0;
  std::int64_t in_flight = 0;
  bool draining = false;
  clock::Steady heard_at;
  clock::Steady next_heartbeat;

  bool takes_more() const { return !draining && in_flight < credits; }
};

/// A name that requests are sent to. It outlives its workers: what they announced stays known.
struct Context {
  std::string name;
  bool announced = false;  // false: requests wait for it, and no worker has ever been there
  Rules rules;
  message::Heartbeat state;  // the last one heard
  std::set<Ticket> queue;    // what waits, in order of arrival
  std::vector<Worker*> workers;

  /// Where the next request goes; null when nobody can take one now.
  Worker* least_busy() const;
};

class Registry {
 public:
  /// The context `name`, new if need be.
  Context& context(const std::string& name);
  /// The same for a worker that announces it; null when contexts_max are known already.
  Context* announced(const std::string& name, std::size_t contexts_max);
  /// Forgets a context that nobody announced once nothing waits for it.
  void forget_if_idle(const Context& context);

  Worker* find(const std::string& peer);
  /// The worker that a ready from `peer` shows to be gone: its store or instance is in new hands.
  Worker* replaced_by(const std::string& peer, const message::Ready& ready);
  Worker& add(const std::string& peer, Context& context, clock::Steady now);
  void remove(const Worker& worker);

  const std::map<std::string, Context>& contexts() const { return contexts_; }
  std::unordered_map<std::string, Worker>& workers() { return workers_; }

 private:
  std::map<std::string, Context> contexts_;
  std::unordered_map<std::string, Worker> workers_;  // by peer
  std::size_t announced_ = 0;
};

}  // namespace bookrent::gateway
