// One event in its envelope, as a reader of a log gets it. Input: the envelope's text.
#include "common/eventlog/envelope.hpp"

#include <nlohmann/json.hpp>

#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"

namespace bookrent::fuzz {
namespace {

using eventlog::Event;

/// The names in an envelope are the suite's own words, and written without escapes.
bool is_plain(const std::string& name) { return nlohmann::json(name).dump() == '"' + name + '"'; }

bool same(const Event& one, const Event& other) {
  return one.source == other.source && one.sequence == other.sequence && one.type == other.type &&
         one.subject == other.subject && one.actor == other.actor &&
         one.traceparent == other.traceparent && one.time == other.time && one.data == other.data;
}

void check(const Event& event) {
  claim(event.sequence >= 1, "a log begins with 1");
  claim(!event.source.empty() && !event.type.empty(), "an event says whose it is, and what");
  claim(nlohmann::json::parse(event.data, nullptr, false).is_object(),
        "an event's data is an object");
}

void check_round_trip(const Event& event) {
  if (!is_plain(event.source) || !is_plain(event.type) || !is_plain(event.subject)) return;
  const auto again = eventlog::read_envelope(
      eventlog::envelope({event.type, event.subject, event.actor, event.traceparent, event.data},
                         event.source, event.sequence, event.time));
  claim(again.has_value() && same(*again, event), "what was written is read as the same event");
}

}  // namespace

void run(std::string_view input) {
  const auto event = eventlog::read_envelope(input);
  if (!event) return claim(is_for_people(event.error()), "a refusal has words for a person");
  check(*event);
  check_round_trip(*event);
}

}  // namespace bookrent::fuzz
