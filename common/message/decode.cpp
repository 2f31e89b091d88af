#include <fmt/format.h>

#include <stdexcept>

#include "common/json/read.hpp"
#include "common/message/message.hpp"

namespace bookrent::message {
namespace {

using json::Object;
using json::Value;

/// Says which header field is wrong; turned into Malformed by decode().
struct BadField : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string text(Object json, const char* name) {
  const auto value = json::member(json, name);
  if (!value) return {};
  const auto text = json::as_text(*value);
  if (!text) throw BadField(fmt::format("{} must be text", name));
  return std::string{*text};
}

std::string required_text(Object json, const char* name) {
  std::string value = text(json, name);
  if (value.empty()) throw BadField(fmt::format("{} is missing", name));
  return value;
}

std::int64_t integer(Object json, const char* name) {
  const auto value = json::member(json, name);
  if (!value) return 0;
  const auto number = json::as_integer(*value);
  if (!number) throw BadField(fmt::format("{} must be a whole number", name));
  return *number;
}

std::int64_t natural(Object json, const char* name) {
  const std::int64_t value = integer(json, name);
  if (value < 0) throw BadField(fmt::format("{} must not be negative", name));
  return value;
}

bool flag(Object json, const char* name) {
  const auto value = json::member(json, name);
  if (!value) return false;
  const auto flag = json::as_flag(*value);
  if (!flag) throw BadField(fmt::format("{} must be true or false", name));
  return *flag;
}

Object object(Value json, const char* name) {
  const auto object = json::as_object(json);
  if (!object) throw BadField(fmt::format("{} must be an object", name));
  return *object;
}

json::Array array(Value json, const char* name) {
  const auto array = json::as_array(json);
  if (!array) throw BadField(fmt::format("{} must be a list", name));
  return *array;
}

Positions positions(Object json, const char* name) {
  Positions positions;
  const auto value = json::member(json, name);
  if (!value) return positions;
  for (const auto one : object(*value, name)) {
    const Object position = object(one.value, name);
    positions[std::string{one.key}] = {text(position, "epoch"), natural(position, "sequence")};
  }
  return positions;
}

std::vector<std::string> texts(Object json, const char* name) {
  std::vector<std::string> texts;
  const auto value = json::member(json, name);
  if (!value) return texts;
  for (const Value one : array(*value, name)) {
    const auto text = json::as_text(one);
    if (!text) throw BadField(fmt::format("{} must be texts", name));
    texts.emplace_back(*text);
  }
  return texts;
}

std::optional<Principal> principal(Object json) {
  const auto value = json::member(json, "principal");
  if (!value) return std::nullopt;
  const Object who = object(*value, "principal");
  return Principal{integer(who, "user_id"), required_text(who, "role"), text(who, "name"),
                   texts(who, "scopes")};
}

std::optional<Error> error(Object json) {
  const auto value = json::member(json, "error");
  if (!value) return std::nullopt;
  const Object what = object(*value, "error");
  Error error;
  error.code = error_code(text(what, "code")).value_or(ErrorCode::internal);
  error.reason = text(what, "reason");
  error.message = text(what, "message");
  error.retryable = flag(what, "retryable");
  if (json::member(what, "retry_after_ms")) error.retry_after_ms = natural(what, "retry_after_ms");
  if (const auto details = json::member(what, "details")) {
    object(*details, "details");
    error.details = json::minified(*details);
  }
  return error;
}

Outcome outcome(Object json) {
  const std::string value = required_text(json, "outcome");
  if (value == "none") return Outcome::none;
  if (value == "applied") return Outcome::applied;
  if (value == "unknown") return Outcome::unknown;
  throw BadField("outcome must be none, applied or unknown");
}

Operation operation(Value json) {
  const Object what = object(json, "operations");
  const auto roles = json::member(what, "roles");
  if (!roles) throw BadField("roles is missing");
  Rule rule(text(what, "scope"), {});
  for (const auto role : object(*roles, "roles")) {
    const auto word = json::as_text(role.value);
    const auto known = word ? reach(*word) : std::nullopt;
    if (!known) throw BadField("a role's reach must be own or any");
    rule.roles[std::string{role.key}] = *known;
  }
  const bool command = text(what, "kind") == "command";
  return {required_text(what, "op"), command ? OperationKind::command : OperationKind::query,
          std::move(rule), flag(what, "secret")};
}

const std::string& body(const Parts& parts) {
  if (parts.size() != 3) throw BadField(fmt::format("expected 3 frames, not {}", parts.size()));
  if (parts[2].size() > frame_bytes_max) throw BadField("the body is too large");
  return parts[2];
}

Message request(Object header, const Parts& parts) {
  Request request;
  request.id = required_text(header, "id");
  request.to = required_text(header, "to");
  request.op = required_text(header, "op");
  request.key = text(header, "key");
  request.ttl_ms = natural(header, "ttl_ms");
  request.token = text(header, "token");
  request.traceparent = text(header, "traceparent");
  request.principal = principal(header);
  request.after = positions(header, "after");
  request.body = body(parts);
  if (request.body.size() > body_bytes_max)
    throw BadField(
        fmt::format("the body has {} bytes; {} are allowed", request.body.size(), body_bytes_max));
  return request;
}

Reply reply_of(Object header, std::string body) {
  return {text(header, "id"),    outcome(header), error(header), positions(header, "position"),
          flag(header, "stale"), std::move(body)};
}

Message reply(Object header, const Parts& parts) {
  required_text(header, "id");
  return reply_of(header, body(parts));
}

Message ready(Object header, const Parts&) {
  Ready ready{required_text(header, "context"),
              required_text(header, "instance"),
              text(header, "store"),
              natural(header, "credits"),
              {}};
  const auto operations = json::member(header, "operations");
  if (!operations) throw BadField("operations must be a list");
  for (const Value one : array(*operations, "operations"))
    ready.operations.push_back(operation(one));
  return ready;
}

Message heartbeat(Object header, const Parts&) {
  return Heartbeat{text(header, "instance"), flag(header, "ready"), natural(header, "head"),
                   positions(header, "positions")};
}

Message drain(Object header, const Parts&) { return Drain{text(header, "instance")}; }

Message bye(Object header, const Parts&) { return Bye{text(header, "instance")}; }

Message reset(Object, const Parts&) { return Reset{}; }

Message fetch(Object header, const Parts&) {
  return Fetch{required_text(header, "id"), required_text(header, "to"),
               text(header, "epoch"),       natural(header, "after"),
               text(header, "chain"),       natural(header, "ttl_ms"),
               text(header, "token"),       principal(header)};
}

Message events(Object header, const Parts& parts) {
  if (parts.size() - 2 > page_events_max)
    throw BadField(
        fmt::format("{} events in one page; {} are allowed", parts.size() - 2, page_events_max));
  return Events{text(header, "id"),
                required_text(header, "source"),
                text(header, "epoch"),
                natural(header, "first"),
                natural(header, "head"),
                flag(header, "rewound"),
                {parts.begin() + 2, parts.end()},
                text(header, "chain")};
}

struct Kind {
  std::string_view frame;
  Message (*read)(Object header, const Parts& parts);
};
constexpr Kind kinds[] = {
    {"BR1 request", request},     {"BR1 reply", reply}, {"BR1 ready", ready},
    {"BR1 heartbeat", heartbeat}, {"BR1 drain", drain}, {"BR1 bye", bye},
    {"BR1 reset", reset},         {"BR1 fetch", fetch}, {"BR1 events", events},
};

std::string id_of(Object header) {
  const auto id = json::member(header, "id");
  return std::string{id ? json::as_text(*id).value_or("") : ""};
}

/// Valid until this thread reads the next one.
std::expected<Object, Malformed> header_of(std::string_view text) {
  if (text.size() > header_bytes_max)
    return std::unexpected(Malformed{"the header is too large", {}});
  thread_local json::Document document;
  const auto header = document.read_object(text);
  if (!header) return std::unexpected(Malformed{"the header is not a JSON object", {}});
  return *header;
}

}  // namespace

std::expected<Message, Malformed> decode(const Parts& parts) {
  if (parts.size() < 2) return std::unexpected(Malformed{"a message has at least 2 frames", {}});
  for (const Kind& kind : kinds) {
    if (parts[0] != kind.frame) continue;
    const auto header = header_of(parts[1]);
    if (!header) return std::unexpected(header.error());
    try {
      return kind.read(*header, parts);
    } catch (const BadField& bad) {
      return std::unexpected(Malformed{bad.what(), id_of(*header)});
    }
  }
  return std::unexpected(Malformed{"unknown kind of message", {}});
}

std::expected<Reply, Malformed> from_stored_form(std::string_view text) {
  const auto line = text.find('\n');
  if (line == std::string_view::npos) return std::unexpected(Malformed{"no header line", {}});
  const auto header = header_of(text.substr(0, line));
  if (!header) return std::unexpected(header.error());
  try {
    return reply_of(*header, std::string{text.substr(line + 1)});
  } catch (const BadField& bad) {
    return std::unexpected(Malformed{bad.what(), {}});
  }
}

}  // namespace bookrent::message
