#include "cli/commands/readers_shown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/render/local_time.hpp"
#include "cli/render/table.hpp"
#include "cli/render/text.hpp"

namespace bookrent::cli {
namespace {

Cell state_cell(const ReaderState& state) {
  if (!state.alive) return {"down", Style::bad};
  return state.ready ? Cell{"ready", Style::good} : Cell{"not ready", Style::warn};
}

nlohmann::ordered_json json_of(const BreakerShown& breaker) {
  nlohmann::ordered_json json{{"state", breaker.state}, {"in_flight", breaker.in_flight}};
  if (breaker.since) json["since"] = *breaker.since;
  if (breaker.retry_after_ms) json["retry_after_ms"] = *breaker.retry_after_ms;
  return json;
}

}  // namespace

std::string table_of(const std::vector<ReaderState>& shown, const std::vector<ReaderState>& states,
                     const TerminalTraits& terminal) {
  Table table({{"CONTEXT"},
               {"STATE"},
               {"IN FLIGHT", Align::right},
               {"QUEUED", Align::right},
               {"EVENTS", Align::right},
               {"STILL TO READ"}});
  for (const ReaderState& state : shown) {
    std::vector<std::string> behind;
    for (const auto& [source, sequence] : state.positions) {
      const auto found = std::ranges::find(states, source, &ReaderState::context);
      if (found != states.end() && found->head > sequence)
        behind.push_back(fmt::format("{} of {}", found->head - sequence, source));
    }
    table.add({state.context, state_cell(state), fmt::format("{}", state.in_flight),
               fmt::format("{}", state.queued), fmt::format("{}", state.head),
               fmt::format("{}", fmt::join(behind, ", "))});
  }
  return table.render(terminal);
}

std::string json_of(const ReaderState& state) {
  nlohmann::ordered_json json{{"context", state.context},     {"alive", state.alive},
                              {"ready", state.ready},         {"in_flight", state.in_flight},
                              {"queued", state.queued},       {"head", state.head},
                              {"positions", state.positions}, {"stopped", state.stopped}};
  if (state.breaker) json["breaker"] = json_of(*state.breaker);
  return json.dump();
}

std::string sentence_of(const std::string& context, const BreakerShown& breaker) {
  std::string since;
  if (breaker.since) since = " since " + local_time(*breaker.since);
  std::string then;
  if (breaker.retry_after_ms)
    then = fmt::format(", turns new work away and says to come back in {} s",
                       (*breaker.retry_after_ms + 999) / 1000);
  const bool half = breaker.state == "half_open";
  if (half && !breaker.retry_after_ms) then = ", and lets the next rentals try payment";
  return fmt::format("The breaker of {} is {}{}{}; {} of its calls in flight.", printable(context),
                     half ? "half open" : printable(breaker.state), since, then, breaker.in_flight);
}

}  // namespace bookrent::cli
