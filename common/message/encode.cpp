#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/message/message.hpp"

namespace bookrent::message {
namespace {

using Json = nlohmann::ordered_json;

std::string_view text_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::none:
      return "none";
    case Outcome::applied:
      return "applied";
    case Outcome::unknown:
      return "unknown";
  }
  return "unknown";
}

Json json_of(const Positions& positions) {
  Json json = Json::object();
  for (const auto& [source, position] : positions)
    json[source] = {{"epoch", position.epoch}, {"sequence", position.sequence}};
  return json;
}

Json json_of(const Principal& principal) {
  Json json{{"user_id", principal.user_id}, {"role", principal.role}};
  if (!principal.name.empty()) json["name"] = principal.name;
  if (!principal.scopes.empty()) json["scopes"] = principal.scopes;
  return json;
}

Json json_of(const Error& error) {
  Json json{{"code", message::text_of(error.code)}, {"message", error.message}};
  if (!error.reason.empty()) json["reason"] = error.reason;
  json["retryable"] = error.retryable;
  if (error.retry_after_ms) json["retry_after_ms"] = *error.retry_after_ms;
  if (error.details != "{}") json["details"] = Json::parse(error.details);
  return json;
}

Json json_of(const Operation& operation) {
  Json roles = Json::object();
  for (const auto& [role, reach] : operation.rule.roles) roles[role] = text_of(reach);
  Json json{{"op", operation.name},
            {"kind", operation.kind == OperationKind::command ? "command" : "query"},
            {"roles", std::move(roles)}};
  if (!operation.rule.scope.empty()) json["scope"] = operation.rule.scope;
  if (operation.secret) json["secret"] = true;
  return json;
}

void put_text(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}

Json reply_header(const Reply& reply) {
  Json json = Json::object();
  put_text(json, "id", reply.id);
  json["outcome"] = text_of(reply.outcome);
  if (reply.error) json["error"] = json_of(*reply.error);
  if (!reply.position.empty()) json["position"] = json_of(reply.position);
  if (reply.stale) json["stale"] = true;
  return json;
}

Parts parts(const char* kind, const Json& header) { return {kind, header.dump()}; }

Parts parts_of(const Request& request) {
  Json header{{"id", request.id}, {"to", request.to}, {"op", request.op}};
  put_text(header, "key", request.key);
  header["ttl_ms"] = request.ttl_ms;
  put_text(header, "token", request.token);
  put_text(header, "traceparent", request.traceparent);
  if (request.principal) header["principal"] = json_of(*request.principal);
  if (!request.after.empty()) header["after"] = json_of(request.after);
  return {"BR1 request", header.dump(), request.body};
}

Parts parts_of(const Reply& reply) { return {"BR1 reply", reply_header(reply).dump(), reply.body}; }

Parts parts_of(const Ready& ready) {
  Json operations = Json::array();
  for (const Operation& operation : ready.operations) operations.push_back(json_of(operation));
  return parts("BR1 ready", {{"context", ready.context},
                             {"instance", ready.instance},
                             {"store", ready.store},
                             {"credits", ready.credits},
                             {"operations", std::move(operations)}});
}

Parts parts_of(const Heartbeat& heartbeat) {
  return parts("BR1 heartbeat", {{"instance", heartbeat.instance},
                                 {"ready", heartbeat.ready},
                                 {"head", heartbeat.head},
                                 {"positions", json_of(heartbeat.positions)}});
}

Parts parts_of(const Drain& drain) { return parts("BR1 drain", {{"instance", drain.instance}}); }

Parts parts_of(const Bye& bye) { return parts("BR1 bye", {{"instance", bye.instance}}); }

Parts parts_of(const Reset&) { return parts("BR1 reset", Json::object()); }

Parts parts_of(const Fetch& fetch) {
  Json header{{"id", fetch.id},       {"to", fetch.source},   {"epoch", fetch.epoch},
              {"after", fetch.after}, {"chain", fetch.chain}, {"ttl_ms", fetch.ttl_ms}};
  put_text(header, "token", fetch.token);
  if (fetch.principal) header["principal"] = json_of(*fetch.principal);
  return parts("BR1 fetch", header);
}

Parts parts_of(const Events& events) {
  Json header = Json::object();
  put_text(header, "id", events.id);
  header["source"] = events.source;
  header["epoch"] = events.epoch;
  header["first"] = events.first;
  header["head"] = events.head;
  if (events.rewound) header["rewound"] = true;
  put_text(header, "chain", events.chain);
  Parts parts{"BR1 events", header.dump()};
  parts.insert(parts.end(), events.events.begin(), events.events.end());
  return parts;
}

}  // namespace

std::string Principal::id() const {
  if (!name.empty()) return fmt::format("{}:{}", role == role::service ? role : "account", name);
  if (user_id == 0) return fmt::format("{}:0", role);
  return fmt::format("user:{}", user_id);
}

Parts encode(const Message& message) {
  return std::visit([](const auto& kind) { return parts_of(kind); }, message);
}

std::string stored_form(const Reply& reply) {
  Reply anonymous = reply;
  anonymous.id.clear();
  return reply_header(anonymous).dump() + "\n" + reply.body;
}

Reply error_reply(std::string id, Error error) {
  Reply reply;
  reply.id = std::move(id);
  reply.error = std::move(error);
  return reply;
}

}  // namespace bookrent::message
