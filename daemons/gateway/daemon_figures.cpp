#include "daemons/gateway/daemon_figures.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "common/metrics/json.hpp"

namespace bookrent::gateway {
namespace {

using Json = nlohmann::ordered_json;

double seconds(clock::Milliseconds time) { return std::chrono::duration<double>(time).count(); }

std::vector<std::string> texts(const Json& json, const char* name) {
  std::vector<std::string> found;
  for (const Json& text : json.at(name)) found.push_back(text.get<std::string>());
  return found;
}

}  // namespace

void DaemonFigures::see(const Registry& registry, clock::Steady now) {
  for (auto& [instance, daemon] : daemons_) daemon.there = false;
  for (const auto& [name, context] : registry.contexts()) {
    for (const Worker* worker : context.workers) {
      const auto [found, fresh] = daemons_.try_emplace(worker->instance);
      if (fresh) found->second.seen_at = now;
      found->second.context = name;
      found->second.there = true;
    }
    if (context.workers.empty()) continue;
    sources_[name].clear();
    for (const auto& [source, position] : context.state.positions) sources_[name].push_back(source);
  }
  forget_replaced();
}

std::vector<std::string> DaemonFigures::look(const Registry& registry, clock::Steady now) {
  see(registry, now);
  std::vector<std::string> to_ask;
  for (const auto& [name, context] : registry.contexts()) {
    for (const Worker* worker : context.workers) {
      Daemon& daemon = daemons_.at(worker->instance);
      if (daemon.asked_at && now < *daemon.asked_at + figures_timeout) continue;
      daemon.asked_at = now;
      to_ask.push_back(worker->peer);
    }
  }
  return to_ask;
}

/// Of each context without a daemon the one that was there last is kept.
void DaemonFigures::forget_replaced() {
  const auto newer = [](const Daemon& one, const Daemon& other) {
    return std::pair{one.there, one.seen_at} > std::pair{other.there, other.seen_at};
  };
  std::erase_if(daemons_, [&](const auto& entry) {
    return !entry.second.there && std::ranges::any_of(daemons_, [&](const auto& other) {
      return other.second.context == entry.second.context && newer(other.second, entry.second);
    });
  });
}

std::expected<void, std::string> DaemonFigures::take(const Worker& worker,
                                                     const message::Reply& reply,
                                                     clock::Steady now) try {
  const auto found = daemons_.find(worker.instance);
  if (found == daemons_.end()) return {};
  Daemon& daemon = found->second;
  daemon.asked_at.reset();
  if (reply.error) return std::unexpected(reply.error->message);
  const Json json = Json::parse(reply.body);
  auto families = metrics::families_of(json.at("families"));
  if (!families) return std::unexpected(families.error());
  daemon.problems = texts(json, "problems");
  daemon.warnings = texts(json, "warnings");
  daemon.families = *std::move(families);
  Flow flow = flow_of(daemon.context, daemon.families);
  if (daemon.answered_at) done_ += since(daemon.flow, flow);
  daemon.flow = std::move(flow);
  daemon.answered_at = now;
  return {};
} catch (const Json::exception& wrong) {
  return std::unexpected(wrong.what());
}

void DaemonFigures::add_to(metrics::Exposition& exposition, clock::Steady now) const {
  const metrics::Family up = metrics::gauge(
      "bookrent_daemon_up", "1: the daemon is there; 0: its last figures are shown.");
  const metrics::Family age = metrics::gauge("bookrent_daemon_figures_age_seconds",
                                             "How old the figures of the daemon are.");
  const metrics::Family well =
      metrics::gauge("bookrent_daemon_ready", "1: the daemon is there and nothing is wrong.");
  for (const auto& [instance, daemon] : daemons_) {
    const metrics::Labels labels = {{"context", daemon.context}, {"instance", instance}};
    const clock::Milliseconds old = now - daemon.answered_at.value_or(daemon.seen_at);
    exposition.add({metrics::with(up, daemon.there ? 1 : 0), metrics::with(age, seconds(old)),
                    metrics::with(well, problems_of(daemon, now).empty() ? 1 : 0)},
                   labels);
    exposition.add(daemon.families, labels);
  }
  for (const std::string& context : missing())
    exposition.add({metrics::with(up, 0), metrics::with(well, 0)}, {{"context", context}});
}

std::vector<std::string> DaemonFigures::problems_of(const Daemon& daemon, clock::Steady now) const {
  if (!daemon.there) return {"it is not there"};
  std::vector<std::string> problems = daemon.problems;
  if (!daemon.answered_at)
    problems.emplace_back("it has not answered yet");
  else if (now - *daemon.answered_at > figures_kept)
    problems.emplace_back("it does not answer");
  return problems;
}

ShownDaemon DaemonFigures::shown(const Daemon& daemon, clock::Steady now) const {
  ShownDaemon shown{.context = daemon.context,
                    .problems = problems_of(daemon, now),
                    .warnings = daemon.warnings,
                    .families = &daemon.families};
  const bool waits = daemon.asked_at && now - *daemon.asked_at >= answers_wait;
  if (!daemon.there || waits) shown.silent = now - daemon.answered_at.value_or(daemon.seen_at);
  shown.health = !daemon.there             ? Health::gone
                 : !shown.problems.empty() ? Health::unready
                 : waits                   ? Health::silent
                 : !shown.warnings.empty() ? Health::warned
                                           : Health::well;
  return shown;
}

std::vector<ShownDaemon> DaemonFigures::shown(clock::Steady now) const {
  std::vector<ShownDaemon> all;
  for (const auto& [instance, daemon] : daemons_) all.push_back(shown(daemon, now));
  for (const std::string& context : missing())
    all.push_back({.context = context, .health = Health::gone, .problems = {"it is not there"}});
  std::ranges::stable_sort(all, {}, &ShownDaemon::context);
  return all;
}

/// Of which no daemon was ever seen here.
std::vector<std::string> DaemonFigures::missing() const {
  std::set<std::string> wanted(expected_.begin(), expected_.end());
  for (const auto& [context, sources] : sources_) wanted.insert(sources.begin(), sources.end());
  for (const auto& [instance, daemon] : daemons_) wanted.erase(daemon.context);
  return {wanted.begin(), wanted.end()};
}

bool DaemonFigures::ready(clock::Steady now) const {
  return !daemons_.empty() && missing().empty() &&
         std::ranges::all_of(
             daemons_, [&](const auto& entry) { return problems_of(entry.second, now).empty(); });
}

std::string DaemonFigures::readiness(clock::Steady now) const {
  Json daemons = Json::array();
  for (const auto& [instance, daemon] : daemons_) {
    const auto problems = problems_of(daemon, now);
    daemons.push_back({{"context", daemon.context},
                       {"instance", instance},
                       {"ready", problems.empty()},
                       {"problems", problems},
                       {"warnings", daemon.warnings}});
  }
  for (const std::string& context : missing())
    daemons.push_back({{"context", context}, {"ready", false}, {"problems", {"it is not there"}}});
  return Json{{"ready", ready(now)}, {"daemons", std::move(daemons)}}.dump(
      -1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bookrent::gateway
