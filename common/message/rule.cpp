#include "common/message/rule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/message/message.hpp"

namespace bookrent::message {
namespace {

Error unauthenticated() {
  Error error;
  error.code = ErrorCode::unauthenticated;
  error.reason = "not_logged_in";
  error.message = "you are not logged in; `bookrent login` does it";
  return error;
}

Error forbidden(std::string reason, std::string what) {
  Error error;
  error.code = ErrorCode::forbidden;
  error.reason = std::move(reason);
  error.message = std::move(what);
  return error;
}

bool has_scope(const Principal& principal, std::string_view scope) {
  return scope.empty() || std::ranges::count(principal.scopes, scope) != 0 ||
         std::ranges::count(principal.scopes, every_scope) != 0;
}

}  // namespace

std::string_view text_of(Reach reach) { return reach == Reach::own ? "own" : "any"; }

std::optional<Reach> reach(std::string_view text) {
  for (const Reach one : {Reach::own, Reach::any})
    if (text_of(one) == text) return one;
  return std::nullopt;
}

Rule::Rule(std::string_view its_scope, std::map<std::string_view, Reach> its_roles)
    : scope(its_scope), roles(its_roles.begin(), its_roles.end()) {}

Rule for_managers(std::string_view scope) { return {scope, {{role::manager, Reach::any}}}; }

Rule for_owners(std::string_view scope) {
  return {scope, {{role::customer, Reach::own}, {role::manager, Reach::any}}};
}

Rule for_users(std::string_view scope) {
  return {scope, {{role::customer, Reach::any}, {role::manager, Reach::any}}};
}

Rule for_daemons() { return {{}, {{role::service, Reach::any}}}; }

Rule for_everybody() {
  return {{},
          {{role::guest, Reach::any},
           {role::customer, Reach::any},
           {role::manager, Reach::any},
           {role::service, Reach::any}}};
}

std::optional<Error> denial(const Rule& rule, const std::optional<Principal>& principal,
                            std::string_view op, std::string_view context) {
  const Principal who = principal.value_or(Principal{});
  if (!rule.roles.contains(who.role)) {
    if (who.role.empty() || who.role == role::guest) return unauthenticated();
    return forbidden("role", fmt::format("role {:.64} may not call '{:.64}' of context '{:.64}'",
                                         who.role, op, context));
  }
  if (has_scope(who, rule.scope)) return std::nullopt;
  return forbidden("scope",
                   fmt::format("'{:.64}' of context '{:.64}' takes the scope {:.64}, which "
                               "this login does not have",
                               op, context, rule.scope));
}

}  // namespace bookrent::message
