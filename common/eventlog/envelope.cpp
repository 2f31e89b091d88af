#include "common/eventlog/envelope.hpp"

#include <fmt/compile.h>

#include <charconv>
#include <optional>

#include "common/json/read.hpp"
#include "common/json/write.hpp"

namespace bookrent::eventlog {
namespace {

/// The number in an id such as `rental:17`, when it begins with the source's name.
std::optional<std::int64_t> sequence_of(std::string_view id, std::string_view source) {
  if (!id.starts_with(source) || id.size() <= source.size() || id[source.size()] != ':')
    return std::nullopt;
  const std::string_view digits = id.substr(source.size() + 1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 1)
    return std::nullopt;
  return value;
}

}  // namespace

std::string envelope(const NewEvent& event, std::string_view source, std::int64_t sequence,
                     clock::Instant time) {
  std::string text = fmt::format(
      FMT_COMPILE(
          R"({{"specversion":"1.0","id":"{}:{}","source":"{}","type":"{}","subject":"{}","time":"{}")"),
      source, sequence, source, event.type, event.subject, clock::rfc3339(time));
  if (!event.actor.empty()) text += R"(,"actor":)" + json::quoted(event.actor);
  if (!event.traceparent.empty()) text += R"(,"traceparent":)" + json::quoted(event.traceparent);
  text += R"(,"datacontenttype":"application/json","data":)" + event.data + '}';
  return text;
}

std::expected<Event, std::string> read_envelope(std::string_view bytes) {
  thread_local json::Document document;
  const auto json = document.read_object(bytes);
  if (!json) return std::unexpected("the event is not a JSON object");
  Event event;
  std::string_view version, id, time;
  std::optional<json::Value> data;
  for (const auto& [name, value] : *json) {
    const std::string_view text = json::as_text(value).value_or("");
    if (name == "specversion")
      version = text;
    else if (name == "id")
      id = text;
    else if (name == "source")
      event.source = text;
    else if (name == "type")
      event.type = text;
    else if (name == "subject")
      event.subject = text;
    else if (name == "time")
      time = text;
    else if (name == "actor")
      event.actor = text;
    else if (name == "traceparent")
      event.traceparent = text;
    else if (name == "data")
      data = value;
  }
  if (version != "1.0") return std::unexpected("specversion is not 1.0");
  const auto sequence = sequence_of(id, event.source);
  if (event.source.empty() || !sequence) return std::unexpected("the id is not source:sequence");
  event.sequence = *sequence;
  const auto at = clock::parse_rfc3339(time);
  if (!at) return std::unexpected("the time is not RFC 3339");
  event.time = *at;
  if (event.type.empty() || !data || !json::as_object(*data))
    return std::unexpected("type or data is missing");
  event.data = json::minified(*data);
  return event;
}

}  // namespace bookrent::eventlog
