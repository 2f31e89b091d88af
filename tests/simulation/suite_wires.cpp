#include <algorithm>

#include "common/probe/probe.hpp"
#include "tests/simulation/suite.hpp"

namespace bookrent::simulation {
namespace {

/// What an untouched message takes.
constexpr Time latency_min = 30;
constexpr Time latency_max = 300;

}  // namespace

void Suite::add_client(const std::string& peer, Receive receive,
                       std::function<void()> reconnected) {
  clients_[peer] = {std::move(receive), std::move(reconnected)};
}

/// A connection takes a moment to be made. What was sent before it waits in the socket, and may go
/// out ahead of everything else.
void Suite::connect(Process& process) {
  world_.schedule.at(world_.schedule.now() + dice_.between(1, 100) * millisecond,
                     [this, &process, life = process.life, to = gateway_->life] {
                       if (process.life != life || gateway_->life != to) return;
                       if (!process.node || !gateway_->node || !process.peer.empty()) return;
                       process.peer = process.name + "#" + std::to_string(++connections_);
                       world_.trace.add(process.name, "is connected");
                       for (bus::Parcel& parcel : std::exchange(process.outbox, {}))
                         if (dice_.chance(0.5)) release(process, std::move(parcel));
                       process.node->connected(bus::Link::gateway);
                       process.node->connected(bus::Link::events);
                       plan_turn(process, world_.schedule.now());
                     });
}

void Suite::disconnect_all() {
  for (const auto& [name, process] : processes_) process->peer.clear();
}

void Suite::send_from_client(const std::string& peer, message::Parts parts) {
  if (!gateway_->node) return;
  carry(peer, gateway_->name, {bus::Link::clients, peer, std::move(parts)},
        [this](const bus::Parcel& parcel) {
          gateway_->inbox.push_back(parcel);
          plan_turn(*gateway_, world_.schedule.now() + dice_.between(0, 200));
        });
}

void Suite::release(Process& process, bus::Parcel parcel) {
  if (is_gateway(process)) return release_from_gateway(parcel);
  if (process.peer.empty()) return process.outbox.push_back(std::move(parcel));
  parcel.link = bus::Link::workers;
  parcel.peer = process.peer;
  carry(process.name, gateway_->name, parcel, [this](const bus::Parcel& arrived) {
    gateway_->inbox.push_back(arrived);
    plan_turn(*gateway_, world_.schedule.now() + dice_.between(0, 200));
  });
}

void Suite::release_from_gateway(const bus::Parcel& parcel) {
  if (parcel.link == bus::Link::clients) {
    const auto client = clients_.find(parcel.peer);
    if (client == clients_.end()) return;
    return carry(gateway_->name, parcel.peer, parcel,
                 [&receive = client->second.receive](const bus::Parcel& arrived) {
                   receive(arrived.parts);
                 });
  }
  bool delivered = false;
  for (const auto& [name, process] : processes_) {
    Process& to = *process;
    const bool events = parcel.link == bus::Link::events;
    if (to.peer.empty() || !to.service) continue;
    if (events ? !std::ranges::count(to.service->sources(), parcel.peer) : to.peer != parcel.peer)
      continue;
    delivered = true;
    const bus::Parcel copy{events ? bus::Link::events : bus::Link::gateway,
                           events ? parcel.peer : "", parcel.parts};
    carry(gateway_->name, events ? name + "'s events" : name, copy,
          [this, &to, peer = to.peer](const bus::Parcel& arrived) {
            if (to.peer != peer) return;
            to.inbox.push_back(arrived);
            plan_turn(to, world_.schedule.now() + dice_.between(0, 200));
          });
  }
  if (!delivered && parcel.link == bus::Link::workers) gateway_->node->undeliverable(parcel);
}

void Suite::note(const std::string& from, const std::string& to, const bus::Parcel& parcel) {
  const message::Parts& parts = parcel.parts;
  world_.trace.add(from, "->", to, parts.empty() ? "" : parts[0], parts.size() < 2 ? "" : parts[1],
                   parts.size() < 3 ? "" : parts[2]);
}

void Suite::carry(const std::string& from, const std::string& to, const bus::Parcel& parcel,
                  const std::function<void(const bus::Parcel&)>& arrive) {
  note(from, to, parcel);
  Wire& wire = wires_[from + ">" + to];
  if (world_.schedule.now() < wire.cut_until || dice_.chance(world_.weather.lose)) {
    probe::reached("network: lost");
    return world_.trace.add("   lost");
  }
  const bool repeated = dice_.chance(world_.weather.repeat);
  if (repeated) probe::reached("network: repeated");
  // What arrives after the gateway has gone is lost with its connection.
  const auto deliver = [this, parcel, arrive, life = gateway_->life] {
    if (gateway_->node && gateway_->life == life) arrive(parcel);
  };
  world_.schedule.at(arrival(wire), deliver);
  if (repeated)
    world_.schedule.at(arrival(wire) + (dice_.chance(0.3) ? dice_.between(0, 3 * second) : 0),
                       deliver);
}

Time Suite::arrival(Wire& wire) {
  const Time now = world_.schedule.now();
  Time at = now + dice_.between(latency_min, latency_max);
  if (dice_.chance(world_.weather.slow)) {
    probe::reached("network: slow");
    at += dice_.between(1, 1'500) * millisecond;
  }
  at = std::max(at, wire.clogged_until);
  if (dice_.chance(world_.weather.reorder)) {
    probe::reached("network: reordered");
    return at + dice_.between(0, 20) * millisecond;
  }
  wire.last_arrival = std::max(at, wire.last_arrival);
  return wire.last_arrival;
}

}  // namespace bookrent::simulation
