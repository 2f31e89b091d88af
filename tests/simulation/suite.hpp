#pragma once
// The real gateway and contexts on simulated disks, clocks and connections. Every process has its
// own inbox and turns; between two of them lie wires, one for each direction of each connection.
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/bus/node.hpp"
#include "common/settings/settings.hpp"
#include "common/turn/engine.hpp"
#include "daemons/gateway/gateway.hpp"
#include "daemons/rental/adapters/breaker.hpp"
#include "tests/simulation/bank.hpp"
#include "tests/simulation/disk.hpp"
#include "tests/simulation/trace.hpp"
#include "tests/simulation/weather.hpp"
#include "tests/support/tokens.hpp"

namespace bookrent::simulation {

/// Where a process dies in a turn.
enum class CrashPoint { before_turn, at_disk, at_sync, after_commit, in_release };

struct Process {
  Process(std::string its_name, const Schedule& schedule, Dice& dice)
      : name(std::move(its_name)), clock(schedule), random(dice.fork()), disk(name, dice.fork()) {}

  std::string name;
  SimulatedClock clock;
  Dice random;
  Disk disk;  // the gateway's stays empty
  std::unique_ptr<store::Store> store;
  std::unique_ptr<turn::Service> service;
  std::unique_ptr<bus::Node> node;  // nothing while it is down
  std::deque<bus::Parcel> inbox;
  std::deque<bus::Parcel> outbox;  // sent before it was connected
  std::string peer;                // its routing id at the gateway; empty: not connected
  std::optional<Time> planned;     // its next turn
  Time busy_until = 0;
  int life = 0;  // counts starts and ends: what was planned in one is void in the next
};

class Suite {
 public:
  struct Wiring {
    Schedule& schedule;
    Trace& trace;
    const Weather& weather;
    Bank& bank;
  };
  struct Limits {
    gateway::GatewayLimits gateway = {};
    rental::BreakerLimits breaker = {};
  };
  /// All are borrowed and outlive the suite.
  Suite(const Wiring& wiring, Dice dice, const settings::Settings& settings, const Limits& limits);

  /// What a client gets from the gateway; set before it sends.
  using Receive = std::function<void(const message::Parts&)>;
  void add_client(const std::string& peer, Receive receive, std::function<void()> reconnected);
  void send_from_client(const std::string& peer, message::Parts parts);

  /// Called after every turn of a context that was committed, and after its start.
  std::function<void(const Process&)> committed = [](const Process&) {};

  Process& process(const std::string& name) { return *processes_.at(name); }
  const std::map<std::string, std::unique_ptr<Process>>& processes() const { return processes_; }

  void start(Process& process);
  /// kill -9, or the end of the power with what was not synced.
  void kill(Process& process, bool power_cut, Time back_after);
  void fall_again(Process& process);
  /// SIGTERM; it comes back when it has ended.
  void stop(Process& process);
  /// The process starts anew on what its disk was once.
  void put_back(Process& process, const Disk::Image& image);
  /// What a context that is up says of itself.
  nlohmann::json health_of(Process& process);
  /// Ends what goes wrong by itself: clogged wires, full disks, processes that are down.
  void heal();
  /// One look at the world: partitions, disks, clocks. Ten times a second.
  void brew();
  bool all_up() const;

 private:
  struct Wire {
    Time last_arrival = 0;
    Time clogged_until = 0;
    Time cut_until = 0;
  };
  struct Client {
    Receive receive;
    std::function<void()> reconnected;
  };

  // suite.cpp: processes and their turns
  void plan_turn(Process& process, Time at);
  void take_turn(Process& process);
  std::optional<CrashPoint> roll_crash();
  std::vector<bus::Parcel> run(Process& process, std::span<const bus::Parcel> arrived);
  void finish_turn(Process& process, std::vector<bus::Parcel> out, std::optional<CrashPoint> crash);
  void end(Process& process, bool killed);
  Time back_after();
  bool is_gateway(const Process& process) const { return &process == gateway_; }

  // suite_wires.cpp: connections
  void connect(Process& process);
  void disconnect_all();
  void release(Process& process, bus::Parcel parcel);
  void release_from_gateway(const bus::Parcel& parcel);
  void carry(const std::string& from, const std::string& to, const bus::Parcel& parcel,
             const std::function<void(const bus::Parcel&)>& arrive);
  Time arrival(Wire& wire);
  void note(const std::string& from, const std::string& to, const bus::Parcel& parcel);

  Wiring world_;
  Dice dice_;
  const settings::Settings& settings_;
  Limits limits_;
  support::TestKeys keys_;
  std::map<std::string, std::unique_ptr<Process>> processes_;
  std::map<std::string, Wire> wires_;
  std::map<std::string, Client> clients_;
  Process* gateway_ = nullptr;
  int connections_ = 0;
};

}  // namespace bookrent::simulation
