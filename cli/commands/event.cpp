#include <poll.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/event_pages.hpp"
#include "cli/commands/readers.hpp"
#include "cli/render/local_time.hpp"
#include "cli/render/text.hpp"
#include "cli/shown/shown.hpp"

namespace bookrent::cli {
namespace {

constexpr std::int64_t shown_standard = 10;  // newest events of each source
constexpr int follow_interval_ms = 200;
constexpr int whole_line_columns = 96;

struct Source {
  std::string name;
  std::int64_t after = 0;
};

struct ShownEvent {
  std::string time;
  std::string text;  // the event itself
};
using Shown = std::expected<std::vector<ShownEvent>, ExitStatus>;

/// `--type rented` and `--type bookrent.rental.rented.v1` name the same.
bool is_of(const nlohmann::json& event, const std::string& type) {
  return fmt::format(".{}.", event.value("type", "")).contains(fmt::format(".{}.", type));
}

/// Those of the wanted type, by the wanted actor.
std::vector<ShownEvent> wanted(std::span<const std::string> texts, const TailEvents& command) {
  std::vector<ShownEvent> events;
  for (const std::string& text : texts) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) continue;
    if (command.type && !is_of(json, *command.type)) continue;
    if (command.actor && json.value("actor", "") != *command.actor) continue;
    events.push_back({json.value("time", ""), text});
  }
  return events;
}

/// One source's pages from where it stands, in order; what has been read is stepped over. A source
/// that has fewer events has none to show yet, unless it was named.
Shown read_on(Source& source, const TailEvents& command, Session& session, client::Client& client) {
  std::vector<ShownEvent> events;
  while (true) {
    const auto page = page_of(source.name, source.after, session, client);
    if (!page) return std::unexpected(page.error());
    if (page->rewound && !command.source) return events;
    if (page->rewound)
      return std::unexpected(
          session.fail(refused, fmt::format("{} has {} events", source.name, page->head)));
    std::ranges::move(wanted(page->events, command), std::back_inserter(events));
    source.after += static_cast<std::int64_t>(page->events.size());
    if (page->events.empty() || source.after >= page->head) return events;
  }
}

/// The newest wanted events, looked for from the end of the log towards its beginning.
Shown newest_before(const Source& source, const TailEvents& command, Session& session,
                    client::Client& client) {
  constexpr auto step = static_cast<std::int64_t>(message::page_events_max);
  std::vector<ShownEvent> newest;
  for (std::int64_t end = source.after; end > 0 && std::ssize(newest) < shown_standard;) {
    const std::int64_t begin = std::max<std::int64_t>(end - step, 0);
    std::vector<ShownEvent> events;
    for (std::int64_t at = begin; at < end;) {  // a page may be cut short where events are large
      const auto page = page_of(source.name, at, session, client);
      if (!page) return std::unexpected(page.error());
      if (page->events.empty()) break;
      const auto count = std::min<std::int64_t>(std::ssize(page->events), end - at);
      const std::span texts(page->events);
      std::ranges::move(wanted(texts.first(static_cast<std::size_t>(count)), command),
                        std::back_inserter(events));
      at += count;
    }
    std::ranges::move(newest, std::back_inserter(events));
    newest = std::move(events);
    end = begin;
  }
  const auto surplus = std::max<std::int64_t>(std::ssize(newest) - shown_standard, 0);
  newest.erase(newest.begin(), newest.begin() + surplus);
  return newest;
}

/// A line that fits a terminal of 80 columns: there the type has the short form that --type takes.
std::string line_of(const nlohmann::json& event, const ShownEvent& shown,
                    const TerminalTraits& terminal) {
  const bool narrow = terminal.columns && *terminal.columns < whole_line_columns;
  const std::string type = printable(event.value("type", ""));
  const std::string line = fmt::format(
      "{}  {:12} {:{}} {:14} {}", local_time(shown.time), printable(event.value("id", "")),
      narrow ? short_type(type) : type, narrow ? 18 : 34, printable(event.value("subject", "")),
      printable(event.value("actor", "")));
  return terminal.columns ? clip(line, *terminal.columns) : line;
}

void print(const ShownEvent& shown, const Session& session) {
  if (session.options().json) return session.print(shown.text);
  const auto event = nlohmann::json::parse(shown.text, nullptr, false);
  if (session.options().quiet) return session.print(printable(event.value("id", "")));
  session.print(line_of(event, shown, session.out()));
}

std::expected<std::vector<Source>, ExitStatus> sources_of(const TailEvents& command,
                                                          Session& session) {
  const auto states = reader_states(session);
  if (!states) return std::unexpected(states.error());
  const auto behind = events_behind(*states);
  std::vector<Source> sources;
  for (const ReaderState& state : *states) {
    if (command.source ? state.context != *command.source : !behind.contains(state.context))
      continue;
    sources.push_back({state.context, command.from ? *command.from - 1 : state.head});
  }
  if (sources.empty() && command.source)
    return std::unexpected(
        session.fail(not_found, fmt::format("no context named {}", *command.source)));
  return sources;
}

/// Shows what `read` gives of each source, in the order of time.
template <class Read>
std::expected<void, ExitStatus> show(std::vector<Source>& sources, const Session& session,
                                     const Read& read) {
  std::vector<ShownEvent> events;
  for (Source& source : sources) {
    auto some = read(source);
    if (!some) return std::unexpected(some.error());
    std::ranges::move(*some, std::back_inserter(events));
  }
  std::ranges::stable_sort(events, {}, &ShownEvent::time);
  for (const ShownEvent& event : events) print(event, session);
  return {};
}

}  // namespace

int run(const TailEvents& command, Session& session) {
  auto sources = sources_of(command, session);
  if (!sources) return sources.error();
  const auto client = session.gateway();
  if (!client) return client.error();
  if (!command.from) {
    const auto shown = show(*sources, session, [&](const Source& source) {
      return newest_before(source, command, session, **client);
    });
    if (!shown) return shown.error();
  }
  while (true) {
    const auto shown = show(*sources, session, [&](Source& source) {
      return read_on(source, command, session, **client);
    });
    if (!shown && !(command.follow && shown.error() == unavailable)) return shown.error();
    if (!command.follow || std::fflush(stdout) != 0) return done;
    ::poll(nullptr, 0, follow_interval_ms);
  }
}

}  // namespace bookrent::cli
