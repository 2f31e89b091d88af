#include "daemons/gateway/access.hpp"

#include <nlohmann/json.hpp>

#include "daemons/gateway/health.hpp"

namespace bookrent::gateway {
namespace {

using Json = nlohmann::ordered_json;

void add(Json& list, const std::string& context, const message::Operation& operation) {
  Json roles = Json::object();
  for (const auto& [role, reach] : operation.rule.roles) roles[role] = message::text_of(reach);
  const bool command = operation.kind == message::OperationKind::command;
  list.push_back({{"context", context},
                  {"op", operation.name},
                  {"kind", command ? "command" : "query"},
                  {"scope", operation.rule.scope},
                  {"roles", std::move(roles)}});
}

void add(Json& list, const std::string& context, const Rules& rules) {
  for (const auto& [name, operation] : rules.operations()) add(list, context, operation);
}

}  // namespace

std::string whoami(const message::Principal& principal) {
  Json json{{"principal", principal.id()}, {"role", principal.role}};
  if (principal.user_id != 0) json["user_id"] = principal.user_id;
  if (!principal.name.empty()) json["account"] = principal.name;
  json["scopes"] = principal.scopes;
  return json.dump();
}

std::string rules(const Rules& own, const Registry& registry) {
  Json list = Json::array();
  add(list, std::string{own_name}, own);
  add(list, std::string{own_name}, fetch_operation());
  for (const auto& [name, context] : registry.contexts()) add(list, name, context.rules);
  return Json{{"rules", std::move(list)}}.dump();
}

}  // namespace bookrent::gateway
