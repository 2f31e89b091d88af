#include "daemons/gateway/routing/rules.hpp"

#include <algorithm>

#include "daemons/gateway/routing/refusals.hpp"

namespace bookrent::gateway {

Rules::Rules(const std::vector<message::Operation>& operations) {
  for (const message::Operation& operation : operations) {
    roles_[operation.name] = operation.roles;
    if (operation.kind == message::OperationKind::query) queries_.insert(operation.name);
  }
}

std::optional<message::Error> Rules::refusal(const message::Request& request) const {
  const auto found = roles_.find(request.op);
  if (found == roles_.end()) return no_such_operation(request.op, request.to);
  const message::Principal principal = request.principal.value_or(message::Principal{});
  if (std::ranges::count(found->second, principal.role) != 0) return std::nullopt;
  return forbidden(principal, request.op, request.to);
}

std::optional<message::Error> refusal(const message::Fetch& fetch) {
  const message::Principal principal = fetch.principal.value_or(message::Principal{});
  if (principal.role == "manager" || principal.role == "service") return std::nullopt;
  return forbidden(principal, "fetch", fetch.source);
}

}  // namespace bookrent::gateway
