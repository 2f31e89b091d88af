#include "cli/commands/readers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/contract/contexts.hpp"

namespace bookrent::cli {
namespace {

using Json = nlohmann::json;

std::int64_t number(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

/// From the gateway's health: what it last heard.
ReaderState last_heard(const Json& json) {
  ReaderState state;
  state.context = json.value("context", "");
  state.alive = json.value("alive", false);
  state.ready = json.value("ready", false);
  state.in_flight = number(json, "in_flight");
  state.queued = number(json, "queued");
  state.head = number(json, "head");
  const Json positions = json.value("positions", Json::object());
  for (const auto& [source, position] : positions.items())
    state.positions[source] = number(position, "sequence");
  return state;
}

std::optional<BreakerShown> breaker_in(const Json& json) {
  const auto found = json.find("breaker");
  if (found == json.end() || !found->is_object()) return std::nullopt;
  BreakerShown shown{found->value("state", ""), number(*found, "in_flight"), {}, {}};
  if (found->contains("since")) shown.since = found->value("since", "");
  if (found->contains("retry_after_ms")) shown.retry_after_ms = number(*found, "retry_after_ms");
  return shown;
}

/// From the context's own health: what is so now.
void take_own(ReaderState& state, const Json& json) {
  state.ready = json.value("ready", false);
  state.head = number(json, "head");
  for (const Json& source : json.value("sources", Json::array())) {
    state.positions[source.value("source", "")] = number(source, "sequence");
    state.rewound = state.rewound || source.value("rewound", false);
    if (source.contains("stopped")) state.stopped.push_back(source.value("stopped", ""));
  }
  state.breaker = breaker_in(json);
  for (const Json& why : json.value("problems", Json::array())) state.problems.push_back(why);
  for (const Json& why : json.value("warnings", Json::array())) state.warnings.push_back(why);
}

/// Asks all live contexts at once.
void ask_live(std::vector<ReaderState>& states, Session& session, client::Client& client) {
  std::map<std::size_t, ReaderState*> asked;
  for (ReaderState& state : states)
    if (state.alive)
      asked[client.submit(session.request(state.context, "health", "{}"), session.deadline())] =
          &state;
  while (!asked.empty()) {
    for (client::Outcome& outcome : client.wait(clock::Steady::max())) {
      const auto found = asked.find(outcome.ticket);
      if (found == asked.end()) continue;
      const message::Reply reply =
          session.reply_of(std::move(outcome), message::OperationKind::query);
      if (reply.error)
        found->second->alive = false;
      else
        take_own(*found->second, Json::parse(reply.body, nullptr, false));
      asked.erase(found);
    }
  }
}

}  // namespace

std::expected<std::vector<ReaderState>, ExitStatus> reader_states(Session& session) {
  const auto reply = session.ask("gateway", "health", "{}");
  if (!reply) return std::unexpected(reply.error());
  const Json health = Json::parse(reply->body, nullptr, false);
  std::vector<ReaderState> states;
  if (health.is_object())
    for (const Json& context : health.value("contexts", Json::array()))
      states.push_back(last_heard(context));
  for (const std::string_view context : contract::contexts)
    if (!std::ranges::count(states, context, &ReaderState::context))
      states.emplace_back().context = context;
  std::ranges::sort(states, {}, &ReaderState::context);
  const auto client = session.gateway();
  if (!client) return std::unexpected(client.error());
  ask_live(states, session, **client);
  return states;
}

std::map<std::string, std::int64_t> events_behind(const std::vector<ReaderState>& states) {
  std::map<std::string, std::int64_t> behind;
  for (const ReaderState& source : states) {
    std::int64_t& most = behind[source.context];
    for (const ReaderState& reader : states)
      if (const auto at = reader.positions.find(source.context); at != reader.positions.end())
        most = std::max(most, source.head - at->second);
  }
  // A context whose events nobody reads is no source.
  std::erase_if(behind, [&](const auto& entry) {
    return std::ranges::none_of(
        states, [&](const ReaderState& reader) { return reader.positions.contains(entry.first); });
  });
  return behind;
}

std::expected<std::map<std::string, std::int64_t>, ExitStatus> events_behind(Session& session) {
  const auto states = reader_states(session);
  if (!states) return std::unexpected(states.error());
  return events_behind(*states);
}

}  // namespace bookrent::cli
