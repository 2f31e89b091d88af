#pragma once
// What each daemon has last said of itself in answer to `metrics`. A daemon that is gone is still
// known by its last figures, marked so, until another of its context is there.
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/metrics/exposition.hpp"
#include "daemons/gateway/dashboard/dashboard.hpp"
#include "daemons/gateway/dashboard/flow.hpp"
#include "daemons/gateway/routing/registry.hpp"

namespace bookrent::gateway {

/// The correlation id of the gateway's own question; no id of a request that is passed on looks so.
inline constexpr std::string_view figures_id = "figures";
/// How often daemons are asked, and how long a question may be open before it is asked again.
inline constexpr clock::Milliseconds figures_interval{1'000};
inline constexpr clock::Milliseconds figures_timeout{10'000};
/// How long answers are waited for before they are shown; a daemon that has not answered then is
/// shown as silent.
inline constexpr clock::Milliseconds answers_wait{300};
/// A daemon that has not answered for longer is not ready.
inline constexpr clock::Milliseconds figures_kept{5'000};

class DaemonFigures {
 public:
  /// Contexts that are missed where no daemon of theirs was ever seen.
  void expect(std::span<const std::string_view> contexts) { expected_ = contexts; }
  /// Notes who is there now and who is gone.
  void see(const Registry& registry, clock::Steady now);
  /// The same; returns the peers to ask.
  std::vector<std::string> look(const Registry& registry, clock::Steady now);
  /// An answer of `worker`. Error: what is wrong with it.
  std::expected<void, std::string> take(const Worker& worker, const message::Reply& reply,
                                        clock::Steady now);

  void add_to(metrics::Exposition& exposition, clock::Steady now) const;
  /// Whether all daemons are there and have nothing to complain of: those that were seen, those
  /// that these read, and those that are expected.
  bool ready(clock::Steady now) const;
  /// The same in JSON, with the reasons.
  std::string readiness(clock::Steady now) const;
  /// Each daemon, and each that is missing, for the page. They point into these figures.
  std::vector<ShownDaemon> shown(clock::Steady now) const;
  /// What the answers say was done since the last call. Of a daemon that is new to this gateway
  /// the first answer counts for nothing: it tells of all its life.
  Flow take_done() { return std::exchange(done_, {}); }

 private:
  struct Daemon {
    std::string context;
    bool there = true;
    clock::Steady seen_at;
    std::optional<clock::Steady> asked_at;  // while a question is open
    std::optional<clock::Steady> answered_at;
    metrics::Families families = {};
    Flow flow = {};  // that the families tell of
    std::vector<std::string> problems = {};
    std::vector<std::string> warnings = {};
  };
  ShownDaemon shown(const Daemon& daemon, clock::Steady now) const;
  void forget_replaced();
  std::vector<std::string> problems_of(const Daemon& daemon, clock::Steady now) const;
  std::vector<std::string> missing() const;

  std::span<const std::string_view> expected_;
  std::map<std::string, Daemon> daemons_;                    // by instance
  std::map<std::string, std::vector<std::string>> sources_;  // that a context reads
  Flow done_;
};

}  // namespace bookrent::gateway
