#include "tests/simulation/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "common/contract/settings.hpp"
#include "common/probe/probe.hpp"
#include "tests/simulation/judge.hpp"

namespace bookrent::simulation {
namespace {

constexpr Time look_interval = 100 * millisecond;
constexpr Time longest_stall = 6 * second;
constexpr Time settle_max = 180 * second;
constexpr Time step = 250 * millisecond;

/// Times short enough that a run meets the deadlines of the suite.
settings::Settings roll_settings(Dice& dice) {
  return settings::Settings::load(
             "", contract::all_settings(),
             {{"BOOKRENT_RENTAL_APPROVAL_DEADLINE_MS", fmt::format("{}", dice.between(300, 5'000))},
              {"BOOKRENT_RENTAL_APPROVAL_RETRY_MS", fmt::format("{}", dice.between(50, 1'000))},
              {"BOOKRENT_PAYMENT_RETRY_MS", fmt::format("{}", dice.between(50, 1'000))},
              {"BOOKRENT_RENTAL_TIME_ZONE", "Asia/Seoul"}})
      .value();
}

/// Small enough that a run with few customers meets them.
Suite::Limits roll_limits(Dice& dice) {
  Suite::Limits limits;
  if (dice.chance(0.2)) limits.gateway.queue_max = static_cast<std::size_t>(dice.between(1, 4));
  if (dice.chance(0.5)) return limits;
  limits.breaker.calls_min = dice.between(1, 4);
  limits.breaker.slow_after = dice.between(50, 800) * clock::Milliseconds{1};
  limits.breaker.open_first = dice.between(100, 2'000) * clock::Milliseconds{1};
  limits.breaker.open_max = limits.breaker.open_first * 12;
  limits.breaker.in_flight_max = static_cast<std::size_t>(dice.between(2, 20));
  return limits;
}

bool has_stopped_reading(const nlohmann::json& health, const std::string& source) {
  return std::ranges::any_of(health["sources"], [&](const auto& one) {
    return one["source"] == source && one.contains("stopped");
  });
}

/// A request that nobody repeats must be answered by the suite alone.
bool was_lost(const Command& command) {
  if (command.repeats || command.told) return false;
  return !command.last || !command.last->error ||
         command.last->error->code != message::ErrorCode::overloaded;
}

class Run {
 public:
  explicit Run(const RunOptions& options)
      : dice_(options.seed),
        weather_(Weather::rolled(dice_)),
        trace_(schedule_, options.trace),
        settings_(roll_settings(dice_)),
        bank_(schedule_, weather_, dice_.fork(),
              [this](std::string what) { judge_.complain(std::move(what)); }),
        suite_({schedule_, trace_, weather_, bank_}, dice_.fork(), settings_, roll_limits(dice_)),
        judge_(suite_, bank_) {
    bank_.was_rented = [this](std::int64_t id) { return judge_.was_rented(id); };
    suite_.committed = [this](const Process& process) { judge_.look(process); };
    for (std::int64_t i = dice_.between(2, 5); i > 0; --i)
      customers_.push_back(std::make_unique<Customer>(
          Customer::World{schedule_, suite_,
                          [this](std::string what) { judge_.complain(std::move(what)); }},
          dice_.fork(), fmt::format("customer{}", i)));
  }

  RunResult operator()() {
    storm();
    clear_up();
    if (settle("after the storm")) {
      judge_breaker();
      for (const char* name : {"user", "book", "rental", "payment", "view"}) restart_under(name);
      if (settle("after the restarts")) judge_.judge(customers_);
      if (judge_.complaints().empty()) put_back_a_backup();
    }
    RunResult result{trace_.hash(), judge_.complaints(), {}};
    for (const auto& [mark, count] : probe::counts()) result.reached[std::string{mark}] = count;
    return result;
  }

 private:
  void storm() {
    for (const auto& customer : customers_) customer->act(static_cast<int>(dice_.between(4, 14)));
    const Time end = dice_.between(5, 15) * second;
    for (Time at = look_interval; at < end; at += look_interval)
      schedule_.at(at, [this] { suite_.brew(); });
    schedule_.at(dice_.between(2 * second, end), [this] {
      for (const char* name : {"user", "book"}) backups_[name] = suite_.process(name).disk.image();
    });
    schedule_.run_until(end);
  }

  void clear_up() {
    trace_.add("the weather is calm");
    weather_ = Weather::calm();
    suite_.heal();
    schedule_.run_until(schedule_.now() + longest_stall);
  }

  bool settle(const char* when) {
    const Time until = schedule_.now() + settle_max;
    while (schedule_.now() < until) {
      schedule_.run_until(schedule_.now() + step);
      if (all_idle() && judge_.settled()) return true;
    }
    judge_.complain(fmt::format("it did not settle {}", when));
    return false;
  }

  /// Everything is settled, and payment has been well for as long as the breaker may need.
  void judge_breaker() {
    schedule_.run_until(schedule_.now() + longest_stall);
    if (!suite_.all_up()) return;
    const auto breaker = suite_.health_of(suite_.process("rental"))["breaker"];
    if (breaker.contains("retry_after_ms"))
      judge_.complain("P8: payment is well, and rental turns away: " + breaker.dump());
    if (breaker["in_flight"] != 0)
      judge_.complain("rental waits for payment about nothing: " + breaker.dump());
  }

  bool all_idle() const {
    return std::ranges::all_of(customers_, [](const auto& one) { return one->idle(); });
  }

  /// A daemon is killed with requests in it, and comes back: nobody notices but by waiting.
  void restart_under(const char* name) {
    for (const auto& customer : customers_) customer->send_once();
    schedule_.run_until(schedule_.now() + dice_.between(0, 3 * millisecond));
    suite_.kill(suite_.process(name), false, dice_.between(10, 800) * millisecond);
    const Time until = schedule_.now() + 15 * second;
    while (!all_idle() && schedule_.now() < until) schedule_.run_until(schedule_.now() + step);
    for (const auto& customer : customers_)
      for (const Command& command : customer->history())
        if (was_lost(command))
          judge_.complain(
              fmt::format("P11: a request was lost when {} was restarted: {}", name, command.key));
  }

  /// A source loses its newest history and writes another: whoever has read further notices.
  void put_back_a_backup() {
    const std::string source = dice_.chance(0.5) ? "user" : "book";
    const auto read = judge_.readers_of(source);
    trace_.add(source, "is put back from a backup");
    suite_.put_back(suite_.process(source), backups_[source]);
    const std::int64_t kept = judge_.head_of(source);
    for (const auto& customer : customers_) customer->act(3);
    schedule_.run_until(schedule_.now() + longest_stall);
    for (const auto& [reader, sequence] : read)
      if (sequence > kept && !has_stopped_reading(suite_.health_of(suite_.process(reader)), source))
        judge_.complain(
            fmt::format("P10: {} has read {} events of {}, which has lost all but {}, and goes on",
                        reader, sequence, source, kept));
  }

  Schedule schedule_;
  Dice dice_;
  Weather weather_;
  Trace trace_;
  settings::Settings settings_;
  Bank bank_;
  Suite suite_;
  Judge judge_;
  std::vector<std::unique_ptr<Customer>> customers_;
  std::map<std::string, Disk::Image> backups_;
};

}  // namespace

RunResult run(const RunOptions& options) {
  probe::clear();
  probe::plant(options.fault);
  return Run(options)();
}

}  // namespace bookrent::simulation
