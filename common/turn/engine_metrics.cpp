#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/metrics/json.hpp"
#include "common/turn/engine.hpp"
#include "common/turn/fault.hpp"

namespace bookrent::turn {
namespace {

using metrics::Families;

double seconds(clock::Milliseconds time) { return std::chrono::duration<double>(time).count(); }

/// Nothing where a file is not on a file system.
std::optional<std::uintmax_t> size_of(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  return error ? std::nullopt : std::optional{size};
}

std::optional<std::uintmax_t> room_beside(const std::filesystem::path& file) {
  std::error_code error;
  const std::filesystem::space_info space = std::filesystem::space(file.parent_path(), error);
  return error ? std::nullopt : std::optional{space.available};
}

void add_if_known(Families& families, const char* name, const char* help,
                  std::optional<std::uintmax_t> value) {
  if (value)
    families.push_back(metrics::with(metrics::gauge(name, help), static_cast<double>(*value)));
}

}  // namespace

Lag& Engine::lag_of(const eventlog::Subscription& source) {
  std::size_t at = 0;
  while (subscriptions_[at].get() != &source) ++at;
  return lags_[at];
}

void Engine::watch_sources() {
  for (std::size_t at = 0; at < subscriptions_.size(); ++at) {
    const eventlog::Subscription& source = *subscriptions_[at];
    lags_[at].look(source.sequence(), source.head(), source.caught_up(), now_);
  }
}

/// A disk that was full is tried by a write of its own: a context that has nothing to write would
/// never learn that there is room again.
void Engine::watch_database() {
  if (writable_ || stands_still()) return;
  try {
    store_.begin();
    store_.database().exec(fmt::format("PRAGMA user_version={}", store_.schema().steps.size()));
    store_.commit();
    writable_ = true;
  } catch (const SQLite::Exception& fault) {
    if (store::fault_of(fault) == store::StorageFault::broken) give_up_storage(fault);
    store_.rollback();
  }
}

/// Without the reason why a source was stopped: it may quote what was read.
std::string Engine::problem_of(const eventlog::Subscription& source, const Lag& lag) const {
  const std::string& name = source.source();
  if (source.stopped()) return fmt::format("reading {} was stopped", name);
  if (!source.heard() || lag.silent_for(now_) > silence_max)
    return fmt::format("{} is not heard", name);
  if (lag.behind_for(now_) <= behind_max) return {};
  return fmt::format("{} events of {} are not yet read", source.behind(), name);
}

std::vector<std::string> Engine::problems() const {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < subscriptions_.size(); ++at)
    if (std::string problem = problem_of(*subscriptions_[at], lags_[at]); !problem.empty())
      found.push_back(std::move(problem));
  const auto room = room_beside(store_.file());
  if (!writable_ || (room && *room < free_bytes_min))
    found.emplace_back("there is no room for the database to grow");
  return found;
}

Families Engine::source_figures() const {
  Families families = {
      metrics::gauge("bookrent_source_lag_events", "Events of a source that are not yet read."),
      metrics::gauge("bookrent_source_lag_seconds",
                     "How long an event of a source has been known of that is not yet read."),
      metrics::gauge("bookrent_source_silence_seconds",
                     "Since when nothing has come from a source, which speaks each second."),
      metrics::gauge("bookrent_source_stopped",
                     "1: reading a source was stopped, since it cannot be read on.")};
  for (std::size_t at = 0; at < subscriptions_.size(); ++at) {
    const eventlog::Subscription& source = *subscriptions_[at];
    const metrics::Labels labels = {{"source", source.source()}};
    metrics::add(families[0], labels, static_cast<double>(source.behind()));
    metrics::add(families[1], labels, seconds(lags_[at].behind_for(now_)));
    metrics::add(families[2], labels, seconds(lags_[at].silent_for(now_)));
    metrics::add(families[3], labels, source.stopped() ? 1 : 0);
  }
  if (subscriptions_.empty()) families.clear();
  return families;
}

Families Engine::database_figures() const {
  Families families = {
      metrics::with(metrics::gauge("bookrent_log_head_events", "Events in the context's own log."),
                    static_cast<double>(log_.head())),
      metrics::with(metrics::gauge("bookrent_database_writable",
                                   "0: the last change did not fit on the disk."),
                    writable_ ? 1 : 0)};
  const std::filesystem::path& file = store_.file();
  add_if_known(families, "bookrent_database_size_bytes", "Size of the database's file.",
               size_of(file));
  add_if_known(families, "bookrent_wal_size_bytes", "Size of the database's write-ahead log.",
               size_of(file.string() + "-wal"));
  add_if_known(families, "bookrent_database_free_bytes",
               "Room left on the file system of the database.", room_beside(file));
  return families;
}

std::string Engine::all_figures(const Effects& effects) {
  Families families = figures_.collect();
  families.push_back(metrics::with(
      metrics::gauge("bookrent_start_time_seconds", "When the daemon started, in Unix time."),
      seconds(started_wall_.time_since_epoch())));
  metrics::append(families, source_figures());
  metrics::append(families, database_figures());
  metrics::append(families, service_.figures(effects));
  return nlohmann::ordered_json{{"problems", problems()},
                                {"warnings", service_.warnings(effects)},
                                {"families", metrics::json_of(families)}}
      .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace bookrent::turn
