#include "daemons/gateway/routing/rules.hpp"

#include "daemons/gateway/routing/refusals.hpp"

namespace bookrent::gateway {

Rules::Rules(const std::vector<message::Operation>& operations) {
  for (const message::Operation& operation : operations)
    operations_.emplace(operation.name, operation);
}

std::optional<message::Error> Rules::refusal(const message::Request& request) const {
  const auto found = operations_.find(request.op);
  if (found == operations_.end()) return no_such_operation(request.op, request.to);
  return message::denial(found->second.rule, request.principal, request.op, request.to);
}

bool Rules::is_query(const std::string& operation) const {
  const auto found = operations_.find(operation);
  return found != operations_.end() && found->second.kind == message::OperationKind::query;
}

const message::Operation& fetch_operation() {
  static const message::Operation fetch{"fetch",
                                        message::OperationKind::query,
                                        {"event.read",
                                         {{message::role::manager, message::Reach::any},
                                          {message::role::service, message::Reach::any}}}};
  return fetch;
}

std::optional<message::Error> refusal(const message::Fetch& fetch) {
  return message::denial(fetch_operation().rule, fetch.principal, "fetch", fetch.source);
}

}  // namespace bookrent::gateway
