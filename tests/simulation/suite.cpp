#include "tests/simulation/suite.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/probe/probe.hpp"
#include "common/turn/fault.hpp"
#include "tests/support/contexts.hpp"

namespace bookrent::simulation {
namespace {

constexpr std::size_t gathered_max = 256;  // as a daemon's loop
constexpr const char* gateway_name = "gateway";
constexpr int log_pages = 20;  // a few turns, so that logs are written back in a seed's short life

}  // namespace

Suite::Suite(const Wiring& wiring, Dice dice, const settings::Settings& settings,
             const Limits& limits)
    : world_(wiring), dice_(std::move(dice)), settings_(settings), limits_(limits) {
  const auto add = [this](const std::string& name) {
    return processes_.emplace(name, std::make_unique<Process>(name, world_.schedule, dice_))
        .first->second.get();
  };
  gateway_ = add(gateway_name);
  for (const char* name : support::context_names) add(name);
  for (const auto& [name, process] : processes_) start(*process);
}

void Suite::start(Process& process) {
  ++process.life;
  process.disk.revive();
  if (is_gateway(process)) {
    process.node =
        std::make_unique<gateway::Gateway>(limits_.gateway, keys_, process.clock, process.random);
  } else {
    store::Schema schema = support::schema_of(process.name);
    schema.log_pages = log_pages;
    auto store =
        store::Store::open("/" + process.name + "/" + process.name + ".db", schema, Disk::vfs());
    if (!store) return kill(process, false, back_after());
    process.store = *std::move(store);
    process.service = support::make_service(
        process.name, *process.store, settings_,
        {process.random, process.name == "payment" ? world_.bank.line(process.clock) : nullptr,
         limits_.breaker});
    try {
      process.node = std::make_unique<turn::Engine>(process.name, *process.store, *process.service,
                                                    process.clock, process.random);
    } catch (const SQLite::Exception&) {  // a full disk
      return kill(process, false, back_after());
    }
    committed(process);
  }
  world_.trace.add(process.name, "starts");
  if (is_gateway(process)) {
    for (const auto& [name, other] : processes_)
      if (other.get() != gateway_) connect(*other);
    for (const auto& [peer, client] : clients_) client.reconnected();
  } else {
    connect(process);
  }
  plan_turn(process, world_.schedule.now());
}

/// Closing a database tidies it up; what is killed does not get that far.
void Suite::end(Process& process, bool killed) {
  ++process.life;
  if (killed) process.disk.die_now();
  process.node.reset();
  process.service.reset();
  process.store.reset();
  process.inbox.clear();
  process.outbox.clear();
  process.planned.reset();
  process.peer.clear();
  process.busy_until = 0;
  if (is_gateway(process)) disconnect_all();
}

void Suite::kill(Process& process, bool power_cut, Time back_after) {
  world_.trace.add(process.name, power_cut ? "loses its power" : "is killed");
  end(process, true);
  if (power_cut) {
    probe::reached("disk: power cut");
    process.disk.cut_power();
  }
  const int life = process.life;
  world_.schedule.at(world_.schedule.now() + back_after, [this, &process, life] {
    if (process.life != life) return;
    start(process);
    if (dice_.chance(world_.weather.relapse)) fall_again(process);
  });
}

/// What a start found and did not bring to the disk is lost by it.
void Suite::fall_again(Process& process) {
  const Time soon = dice_.between(1, 300) * millisecond;
  world_.schedule.at(world_.schedule.now() + soon, [this, &process, life = process.life] {
    if (process.life != life) return;
    probe::reached("process: fell again");
    kill(process, true, back_after());
  });
}

void Suite::put_back(Process& process, const Disk::Image& image) {
  end(process, true);
  process.disk.restore(image);
  start(process);
}

nlohmann::json Suite::health_of(Process& process) {
  message::Request request;
  request.id = "health";
  request.to = process.name;
  request.op = "health";
  request.ttl_ms = 1'000;
  request.principal = message::Principal{0, "manager", {}, {"all"}};
  const bus::Parcel parcel{bus::Link::gateway, {}, message::encode(request)};
  nlohmann::json health;
  for (bus::Parcel& out : process.node->turn({&parcel, 1})) {
    const auto message = message::decode(out.parts);
    const auto* reply = message ? std::get_if<message::Reply>(&*message) : nullptr;
    if (reply == nullptr || reply->id != request.id) {
      release(process, std::move(out));
      continue;
    }
    health = nlohmann::json::parse(reply->body);
  }
  return health;
}

void Suite::stop(Process& process) {
  if (!process.node) return;
  world_.trace.add(process.name, "is asked to stop");
  process.node->stop();
  plan_turn(process, world_.schedule.now());
}

Time Suite::back_after() { return dice_.between(1, 1500) * millisecond; }

bool Suite::all_up() const {
  return std::ranges::all_of(processes_,
                             [](const auto& entry) { return entry.second->node != nullptr; });
}

void Suite::plan_turn(Process& process, Time at) {
  if (!process.node) return;
  at = std::max({at, world_.schedule.now(), process.busy_until});
  if (process.planned && *process.planned <= at) return;
  process.planned = at;
  world_.schedule.at(at, [this, &process, at, life = process.life] {
    if (process.life == life && process.planned == at) take_turn(process);
  });
}

std::optional<CrashPoint> Suite::roll_crash() {
  if (!dice_.chance(world_.weather.crash)) return std::nullopt;
  static const std::vector<CrashPoint> points{CrashPoint::before_turn, CrashPoint::at_disk,
                                              CrashPoint::at_sync, CrashPoint::after_commit,
                                              CrashPoint::in_release};
  return dice_.pick(points);
}

void Suite::take_turn(Process& process) {
  process.planned.reset();
  if (dice_.chance(world_.weather.stall)) {
    probe::reached("process: stalled");
    world_.trace.add(process.name, "stalls");
    process.busy_until = world_.schedule.now() + dice_.between(100, 5'000) * millisecond;
    return plan_turn(process, process.busy_until);
  }
  const auto crash = roll_crash();
  if (crash == CrashPoint::before_turn) {
    probe::reached("crash: before a turn");
    return kill(process, dice_.chance(world_.weather.power_cut), back_after());
  }
  if (crash == CrashPoint::at_disk) process.disk.die_at(dice_.between(1, 12));
  if (crash == CrashPoint::at_sync) process.disk.die_at_sync();
  std::vector<bus::Parcel> arrived;
  while (!process.inbox.empty() && arrived.size() < gathered_max) {
    arrived.push_back(std::move(process.inbox.front()));
    process.inbox.pop_front();
  }
  std::optional<std::vector<bus::Parcel>> out;
  try {
    out = process.node->turn(arrived);
  } catch (const turn::StorageBroken&) {
  } catch (const SQLite::Exception&) {
  }
  if (const auto died = process.disk.died_at())
    probe::reached(*died == Disk::Operation::sync ? "crash: at a sync" : "crash: at a write");
  else if (!out)
    probe::reached("disk: a sync failed");
  if (!out) {
    const bool lost = process.disk.sync_failed() || dice_.chance(world_.weather.power_cut);
    return kill(process, lost, back_after());
  }
  finish_turn(process, *std::move(out), crash);
}

void Suite::finish_turn(Process& process, std::vector<bus::Parcel> out,
                        std::optional<CrashPoint> crash) {
  if (!is_gateway(process)) committed(process);
  const bool dead = process.disk.died_at().has_value() || crash == CrashPoint::after_commit ||
                    crash == CrashPoint::in_release;
  if (crash == CrashPoint::after_commit) {
    probe::reached("crash: after the commit");
    out.clear();
  }
  if (crash == CrashPoint::in_release && !out.empty()) {
    probe::reached("crash: in the release");
    out.resize(static_cast<std::size_t>(dice_.between(0, std::ssize(out) - 1)));
  }
  const int life = process.life;
  for (bus::Parcel& parcel : out) release(process, std::move(parcel));
  if (process.life != life) return;
  if (dead) return kill(process, dice_.chance(world_.weather.power_cut), back_after());
  if (process.node->done()) {
    probe::reached("process: stopped cleanly");
    world_.trace.add(process.name, "has stopped");
    end(process, false);
    return kill(process, process.disk.sync_failed(), dice_.between(1, 200) * millisecond);
  }
  process.busy_until = world_.schedule.now() + dice_.between(100, 2'000);
  if (!process.inbox.empty()) return plan_turn(process, process.busy_until);
  const auto wake = process.node->wake_at();
  if (wake == clock::Steady::max()) return;
  const auto in = std::max((wake - process.clock.steady()).count(), std::int64_t{0});
  plan_turn(process, std::max(process.busy_until,
                              world_.schedule.now() + std::min<Time>(in, 3'600'000) * millisecond));
}

void Suite::brew() {
  const Weather& weather = world_.weather;
  const Time now = world_.schedule.now();
  for (auto& [name, wire] : wires_) {
    if (dice_.chance(weather.partition)) {
      probe::reached("network: partition");
      wire.cut_until = now + dice_.between(50, 3'000) * millisecond;
    }
    if (dice_.chance(weather.clog)) {
      probe::reached("network: clog");
      wire.clogged_until = now + dice_.between(50, 3'000) * millisecond;
    }
  }
  for (const auto& [name, process] : processes_) {
    if (dice_.chance(weather.full_disk)) {
      process->disk.set_full(true);
      world_.schedule.at(now + dice_.between(50, 2'000) * millisecond,
                         [&disk = process->disk] { disk.set_full(false); });
    }
    if (dice_.chance(weather.failed_sync)) process->disk.fail_sync(dice_.between(1, 8));
    if (dice_.chance(weather.clock_jump)) {
      probe::reached("clock: jump");
      process->clock.jump(clock::Milliseconds{dice_.between(-90'000, 90'000)});
    }
    if (dice_.chance(weather.clean_restart)) stop(*process);
  }
}

void Suite::heal() {
  for (auto& [name, wire] : wires_) wire.cut_until = wire.clogged_until = 0;
  for (const auto& [name, process] : processes_) {
    process->disk.set_full(false);
    process->disk.fail_sync(0);
    if (!process->node) start(*process);
  }
}

}  // namespace bookrent::simulation
