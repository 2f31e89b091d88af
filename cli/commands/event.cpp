#include <poll.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/readers.hpp"
#include "cli/render/local_time.hpp"
#include "cli/render/text.hpp"

namespace bookrent::cli {
namespace {

constexpr std::int64_t shown_standard = 10;  // newest events of each source
constexpr int follow_interval_ms = 200;

struct Source {
  std::string name;
  std::int64_t after = 0;
};

struct ShownEvent {
  std::string time;
  std::string text;  // the event itself
};

/// One source's pages from where it stands, in order; what has been read is stepped over.
std::expected<std::vector<ShownEvent>, ExitStatus> read_on(Source& source, Session& session,
                                                           client::Client& client) {
  std::vector<ShownEvent> events;
  while (true) {
    message::Fetch fetch;
    fetch.source = source.name;
    fetch.after = source.after;
    client::Outcome outcome = client.wait_for(client.submit(fetch, session.deadline()));
    const auto* page = std::get_if<message::Events>(&outcome.answer);
    if (page == nullptr) {
      const message::Reply reply =
          session.reply_of(std::move(outcome), message::OperationKind::query);
      return std::unexpected(session.tell(*reply.error));
    }
    if (page->rewound)
      return std::unexpected(
          session.fail(refused, fmt::format("{} has {} events", source.name, page->head)));
    for (const std::string& text : page->events) {
      const auto json = nlohmann::json::parse(text, nullptr, false);
      events.push_back({json.is_object() ? json.value("time", "") : "", text});
    }
    source.after += static_cast<std::int64_t>(page->events.size());
    if (page->events.empty() || source.after >= page->head) return events;
  }
}

/// `--type rented` and `--type bookrent.rental.rented.v1` name the same.
bool is_of(const nlohmann::json& event, const std::optional<std::string>& type) {
  if (!type) return true;
  const std::string whole = "." + event.value("type", "") + ".";
  return whole.find("." + *type + ".") != std::string::npos;
}

void print(const ShownEvent& shown, const TailEvents& command, const Session& session) {
  const auto event = nlohmann::json::parse(shown.text, nullptr, false);
  if (!event.is_object() || !is_of(event, command.type)) return;
  if (session.options().json) return session.print(shown.text);
  if (session.options().quiet) return session.print(printable(event.value("id", "")));
  session.print(fmt::format("{}  {:12} {:34} {:14} {}", local_time(shown.time),
                            printable(event.value("id", "")), printable(event.value("type", "")),
                            printable(event.value("subject", "")),
                            printable(event.value("actor", ""))));
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
    const std::int64_t newest = std::max<std::int64_t>(state.head - shown_standard, 0);
    sources.push_back({state.context, command.from ? *command.from - 1 : newest});
  }
  if (sources.empty() && command.source)
    return std::unexpected(
        session.fail(not_found, fmt::format("no context named {}", *command.source)));
  return sources;
}

std::expected<void, ExitStatus> show_new(std::vector<Source>& sources, const TailEvents& command,
                                         Session& session, client::Client& client) {
  std::vector<ShownEvent> events;
  for (Source& source : sources) {
    auto read = read_on(source, session, client);
    if (!read) return std::unexpected(read.error());
    std::ranges::move(*read, std::back_inserter(events));
  }
  std::ranges::stable_sort(events, {}, &ShownEvent::time);
  for (const ShownEvent& event : events) print(event, command, session);
  return {};
}

}  // namespace

int run(const TailEvents& command, Session& session) {
  auto sources = sources_of(command, session);
  if (!sources) return sources.error();
  const auto client = session.gateway();
  if (!client) return client.error();
  while (true) {
    const auto shown = show_new(*sources, command, session, **client);
    if (!shown && !(command.follow && shown.error() == unavailable)) return shown.error();
    if (!command.follow || std::fflush(stdout) != 0) return done;
    ::poll(nullptr, 0, follow_interval_ms);
  }
}

}  // namespace bookrent::cli
