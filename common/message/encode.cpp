#include <fmt/format.h>

#include "common/json/write.hpp"
#include "common/message/message.hpp"

namespace bookrent::message {
namespace {

using json::ObjectText;

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

std::string json_of(const Positions& positions) {
  ObjectText json;
  for (const auto& [source, position] : positions)
    json.add_json(
        source,
        ObjectText().add("epoch", position.epoch).add("sequence", position.sequence).text());
  return json.text();
}

std::string json_of(const Principal& principal) {
  ObjectText json;
  json.add("user_id", principal.user_id).add("role", principal.role);
  if (!principal.name.empty()) json.add("name", principal.name);
  json::ArrayText scopes;
  for (const std::string& scope : principal.scopes) scopes.add_json(json::quoted(scope));
  if (!principal.scopes.empty()) json.add_json("scopes", scopes.text());
  return json.text();
}

std::string json_of(const Error& error) {
  ObjectText json;
  json.add("code", message::text_of(error.code)).add("message", error.message);
  if (!error.reason.empty()) json.add("reason", error.reason);
  json.add("retryable", error.retryable);
  if (error.retry_after_ms) json.add("retry_after_ms", *error.retry_after_ms);
  if (error.details != "{}") json.add_json("details", error.details);
  return json.text();
}

std::string json_of(const Operation& operation) {
  ObjectText roles;
  for (const auto& [role, reach] : operation.rule.roles) roles.add(role, text_of(reach));
  ObjectText json;
  json.add("op", operation.name)
      .add("kind", operation.kind == OperationKind::command ? "command" : "query")
      .add_json("roles", roles.text());
  if (!operation.rule.scope.empty()) json.add("scope", operation.rule.scope);
  if (operation.secret) json.add("secret", true);
  return json.text();
}

void put_text(ObjectText& json, const char* name, const std::string& value) {
  if (!value.empty()) json.add(name, value);
}

ObjectText reply_header(const Reply& reply) {
  ObjectText json;
  put_text(json, "id", reply.id);
  json.add("outcome", text_of(reply.outcome));
  if (reply.error) json.add_json("error", json_of(*reply.error));
  if (!reply.position.empty()) json.add_json("position", json_of(reply.position));
  if (reply.stale) json.add("stale", true);
  return json;
}

Parts parts(const char* kind, const ObjectText& header) { return {kind, header.text()}; }

Parts parts_of(const Request& request) {
  ObjectText header;
  header.add("id", request.id).add("to", request.to).add("op", request.op);
  put_text(header, "key", request.key);
  header.add("ttl_ms", request.ttl_ms);
  put_text(header, "token", request.token);
  put_text(header, "traceparent", request.traceparent);
  if (request.principal) header.add_json("principal", json_of(*request.principal));
  if (!request.after.empty()) header.add_json("after", json_of(request.after));
  return {"BR1 request", header.text(), request.body};
}

Parts parts_of(const Reply& reply) { return {"BR1 reply", reply_header(reply).text(), reply.body}; }

Parts parts_of(const Ready& ready) {
  json::ArrayText operations;
  for (const Operation& operation : ready.operations) operations.add_json(json_of(operation));
  return parts("BR1 ready", ObjectText()
                                .add("context", ready.context)
                                .add("instance", ready.instance)
                                .add("store", ready.store)
                                .add("credits", ready.credits)
                                .add_json("operations", operations.text()));
}

Parts parts_of(const Heartbeat& heartbeat) {
  return parts("BR1 heartbeat", ObjectText()
                                    .add("instance", heartbeat.instance)
                                    .add("ready", heartbeat.ready)
                                    .add("head", heartbeat.head)
                                    .add_json("positions", json_of(heartbeat.positions)));
}

Parts parts_of(const Drain& drain) {
  return parts("BR1 drain", ObjectText().add("instance", drain.instance));
}

Parts parts_of(const Bye& bye) {
  return parts("BR1 bye", ObjectText().add("instance", bye.instance));
}

Parts parts_of(const Reset&) { return parts("BR1 reset", ObjectText()); }

Parts parts_of(const Fetch& fetch) {
  ObjectText header;
  header.add("id", fetch.id)
      .add("to", fetch.source)
      .add("epoch", fetch.epoch)
      .add("after", fetch.after)
      .add("chain", fetch.chain)
      .add("ttl_ms", fetch.ttl_ms);
  put_text(header, "token", fetch.token);
  if (fetch.principal) header.add_json("principal", json_of(*fetch.principal));
  return parts("BR1 fetch", header);
}

Parts parts_of(const Events& events) {
  ObjectText header;
  put_text(header, "id", events.id);
  header.add("source", events.source)
      .add("epoch", events.epoch)
      .add("first", events.first)
      .add("head", events.head);
  if (events.rewound) header.add("rewound", true);
  put_text(header, "chain", events.chain);
  Parts parts{"BR1 events", header.text()};
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
  return reply_header(anonymous).text() + "\n" + reply.body;
}

Reply error_reply(std::string id, Error error) {
  Reply reply;
  reply.id = std::move(id);
  reply.error = std::move(error);
  return reply;
}

}  // namespace bookrent::message
