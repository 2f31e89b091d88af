#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "common/json/read.hpp"
#include "common/message/message.hpp"

namespace bookrent::message {
namespace {

using Json = nlohmann::json;

/// Says which header field is wrong; turned into Malformed by decode().
struct BadField : std::runtime_error {
  using std::runtime_error::runtime_error;
};

const Json* find(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found == json.end() || found->is_null() ? nullptr : &*found;
}

std::string text(const Json& json, const char* name) {
  const Json* value = find(json, name);
  if (value == nullptr) return {};
  if (!value->is_string()) throw BadField(fmt::format("{} must be text", name));
  return value->get<std::string>();
}

std::string required_text(const Json& json, const char* name) {
  std::string value = text(json, name);
  if (value.empty()) throw BadField(fmt::format("{} is missing", name));
  return value;
}

std::int64_t integer(const Json& json, const char* name) {
  const Json* value = find(json, name);
  if (value == nullptr) return 0;
  const bool fits =
      value->is_number_integer() &&
      (!value->is_number_unsigned() ||
       value->get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<std::int64_t>::max()});
  if (!fits) throw BadField(fmt::format("{} must be a whole number", name));
  return value->get<std::int64_t>();
}

std::int64_t natural(const Json& json, const char* name) {
  const std::int64_t value = integer(json, name);
  if (value < 0) throw BadField(fmt::format("{} must not be negative", name));
  return value;
}

bool flag(const Json& json, const char* name) {
  const Json* value = find(json, name);
  if (value == nullptr) return false;
  if (!value->is_boolean()) throw BadField(fmt::format("{} must be true or false", name));
  return value->get<bool>();
}

const Json& object(const Json& json, const char* name) {
  if (!json.is_object()) throw BadField(fmt::format("{} must be an object", name));
  return json;
}

Positions positions(const Json& json, const char* name) {
  Positions positions;
  const Json* value = find(json, name);
  if (value == nullptr) return positions;
  for (const auto& [source, position] : object(*value, name).items()) {
    object(position, name);
    positions[source] = {text(position, "epoch"), natural(position, "sequence")};
  }
  return positions;
}

std::vector<std::string> texts(const Json& json, const char* name) {
  std::vector<std::string> texts;
  const Json* value = find(json, name);
  if (value == nullptr) return texts;
  if (!value->is_array()) throw BadField(fmt::format("{} must be a list", name));
  for (const Json& one : *value) {
    if (!one.is_string()) throw BadField(fmt::format("{} must be texts", name));
    texts.push_back(one.get<std::string>());
  }
  return texts;
}

std::optional<Principal> principal(const Json& json) {
  const Json* value = find(json, "principal");
  if (value == nullptr) return std::nullopt;
  object(*value, "principal");
  return Principal{integer(*value, "user_id"), required_text(*value, "role"), text(*value, "name"),
                   texts(*value, "scopes")};
}

std::optional<Error> error(const Json& json) {
  const Json* value = find(json, "error");
  if (value == nullptr) return std::nullopt;
  object(*value, "error");
  Error error;
  error.code = error_code(text(*value, "code")).value_or(ErrorCode::internal);
  error.reason = text(*value, "reason");
  error.message = text(*value, "message");
  error.retryable = flag(*value, "retryable");
  if (find(*value, "retry_after_ms") != nullptr)
    error.retry_after_ms = natural(*value, "retry_after_ms");
  if (const Json* details = find(*value, "details"))
    error.details = object(*details, "details").dump();
  return error;
}

Outcome outcome(const Json& json) {
  const std::string value = required_text(json, "outcome");
  if (value == "none") return Outcome::none;
  if (value == "applied") return Outcome::applied;
  if (value == "unknown") return Outcome::unknown;
  throw BadField("outcome must be none, applied or unknown");
}

Operation operation(const Json& json) {
  object(json, "operations");
  const Json* roles = find(json, "roles");
  if (roles == nullptr) throw BadField("roles is missing");
  Rule rule(text(json, "scope"), {});
  for (const auto& [role, how_far] : object(*roles, "roles").items()) {
    const auto known = how_far.is_string() ? reach(how_far.get<std::string>()) : std::nullopt;
    if (!known) throw BadField("a role's reach must be own or any");
    rule.roles[role] = *known;
  }
  const bool command = text(json, "kind") == "command";
  return {required_text(json, "op"), command ? OperationKind::command : OperationKind::query,
          std::move(rule), flag(json, "secret")};
}

const std::string& body(const Parts& parts) {
  if (parts.size() != 3) throw BadField(fmt::format("expected 3 frames, not {}", parts.size()));
  if (parts[2].size() > frame_bytes_max) throw BadField("the body is too large");
  return parts[2];
}

Message request(const Json& header, const Parts& parts) {
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

Reply reply_of(const Json& header, std::string body) {
  return {text(header, "id"),    outcome(header), error(header), positions(header, "position"),
          flag(header, "stale"), std::move(body)};
}

Message reply(const Json& header, const Parts& parts) {
  required_text(header, "id");
  return reply_of(header, body(parts));
}

Message ready(const Json& header, const Parts&) {
  Ready ready{required_text(header, "context"),
              required_text(header, "instance"),
              text(header, "store"),
              natural(header, "credits"),
              {}};
  const Json* operations = find(header, "operations");
  if (operations == nullptr || !operations->is_array()) throw BadField("operations must be a list");
  for (const Json& json : *operations) ready.operations.push_back(operation(json));
  return ready;
}

Message heartbeat(const Json& header, const Parts&) {
  return Heartbeat{text(header, "instance"), flag(header, "ready"), natural(header, "head"),
                   positions(header, "positions")};
}

Message drain(const Json& header, const Parts&) { return Drain{text(header, "instance")}; }

Message bye(const Json& header, const Parts&) { return Bye{text(header, "instance")}; }

Message reset(const Json&, const Parts&) { return Reset{}; }

Message fetch(const Json& header, const Parts&) {
  return Fetch{required_text(header, "id"), required_text(header, "to"),
               text(header, "epoch"),       natural(header, "after"),
               text(header, "chain"),       natural(header, "ttl_ms"),
               text(header, "token"),       principal(header)};
}

Message events(const Json& header, const Parts& parts) {
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
  Message (*read)(const Json& header, const Parts& parts);
};
constexpr Kind kinds[] = {
    {"BR1 request", request},     {"BR1 reply", reply}, {"BR1 ready", ready},
    {"BR1 heartbeat", heartbeat}, {"BR1 drain", drain}, {"BR1 bye", bye},
    {"BR1 reset", reset},         {"BR1 fetch", fetch}, {"BR1 events", events},
};

std::string id_of(const Json& header) {
  const auto id = header.find("id");
  return id != header.end() && id->is_string() ? id->get<std::string>() : std::string{};
}

std::expected<Json, Malformed> header_of(std::string_view text) {
  if (text.size() > header_bytes_max)
    return std::unexpected(Malformed{"the header is too large", {}});
  Json header = json::read(text);
  if (!header.is_object()) return std::unexpected(Malformed{"the header is not a JSON object", {}});
  return header;
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
