#include <bit>
#include <numeric>

#include "common/log/log.hpp"
#include "daemons/gateway/access.hpp"
#include "daemons/gateway/gateway.hpp"
#include "daemons/gateway/routing/refusals.hpp"

namespace bookrent::gateway {
namespace {

std::size_t bytes_of(const message::Parts& parts) {
  return std::accumulate(parts.begin(), parts.end(), std::size_t{0},
                         [](std::size_t sum, const auto& part) { return sum + part.size(); });
}

}  // namespace

void Gateway::receive_from_client(const bus::Parcel& parcel) {
  auto message = message::decode(parcel.parts);
  if (!message) return refuse_client(parcel, message.error());
  if (auto* request = std::get_if<message::Request>(&*message))
    serve_client(parcel, std::move(*request));
  else if (auto* fetch = std::get_if<message::Fetch>(&*message))
    serve_client(parcel, std::move(*fetch));
  else
    refuse_client(parcel, {"a client sends requests and fetches only", {}});
}

template <class Asked>
void Gateway::serve_client(const bus::Parcel& parcel, Asked asked) {
  auto principal = identity_.of_client(asked.token);
  if (!principal) {
    refusals_.refused_token(principal.error());
    return refuse({parcel.link, parcel.peer, std::move(asked.id)}, principal.error());
  }
  if (may_ask_now(parcel, *principal, kind_of(asked), asked.id))
    serve(parcel, std::move(asked), *std::move(principal));
}

bool Gateway::may_ask_now(const bus::Parcel& parcel, const message::Principal& principal,
                          message::OperationKind kind, const std::string& id) {
  const auto wait = allowance_.wait(principal, parcel.peer, kind, now_);
  if (wait == wait.zero()) return true;
  ++counters_.rate_limited;
  refuse({parcel.link, parcel.peer, id}, too_fast(wait));
  return false;
}

/// What nobody has announced yet counts as the dearer.
message::OperationKind Gateway::kind_of(const message::Request& request) const {
  const auto context = registry_.contexts().find(request.to);
  const Rules& rules = context == registry_.contexts().end() ? own_rules_ : context->second.rules;
  return rules.is_query(request.op) ? message::OperationKind::query
                                    : message::OperationKind::command;
}

message::OperationKind Gateway::kind_of(const message::Fetch&) const {
  return message::OperationKind::query;
}

void Gateway::refuse_client(const bus::Parcel& parcel, const message::Malformed& malformed) {
  const auto count = static_cast<std::uint64_t>(++counters_.clients_malformed);
  if (std::has_single_bit(count))  // a flood of them must not become a flood of log lines
    log::warn("malformed messages from clients", {{"what", malformed.what}, {"count", count}});
  if (parcel.peer.empty()) return;
  refuse({parcel.link, parcel.peer, malformed.id}, invalid(malformed.what));
}

/// An id that no header could hold together with the refusal is left out of it.
void Gateway::refuse(const Sender& sender, const message::Error& error) {
  refusals_.count(error.code);
  message::Parts parts = message::encode(message::error_reply(sender.id, error));
  if (parts[1].size() > message::header_bytes_max)
    parts = message::encode(message::error_reply({}, error));
  outbox_.send({sender.link, sender.peer, std::move(parts)});
}

/// Makes the principal the gateway's word instead of the sender's. Nothing when it goes no further.
template <class Asked>
std::optional<Sender> Gateway::admit(const bus::Parcel& parcel, Asked& asked,
                                     message::Principal principal) {
  if (stopping_) return std::nullopt;
  asked.principal = std::move(principal);
  asked.token.clear();
  Sender sender{parcel.link, parcel.peer, std::move(asked.id)};
  if (sender.id.size() <= limits_.id_bytes_max) return sender;
  refuse(sender, invalid("the id is too long"));
  return std::nullopt;
}

void Gateway::serve(const bus::Parcel& parcel, message::Request request,
                    message::Principal principal) {
  ++counters_.requests;
  auto sender = admit(parcel, request, std::move(principal));
  if (!sender) return;
  if (request.to == own_name) return serve_own(*sender, request);
  router_.take(*std::move(sender), std::move(request), bytes_of(parcel.parts));
}

void Gateway::serve(const bus::Parcel& parcel, message::Fetch fetch, message::Principal principal) {
  auto sender = admit(parcel, fetch, std::move(principal));
  if (sender) router_.take(*std::move(sender), std::move(fetch), bytes_of(parcel.parts));
}

void Gateway::serve_own(const Sender& sender, const message::Request& request) {
  message::Reply reply;
  if (auto refusal = own_rules_.refusal(request)) {
    refusals_.refused(request, *refusal);
    refusals_.count(refusal->code);
    reply.error = *std::move(refusal);
  } else if (request.op == "whoami") {
    reply.body = whoami(*request.principal);
  } else if (request.op == "rules") {
    reply.body = rules(own_rules_, registry_);
  } else if (request.op == "restart") {
    log::info("a restart was asked for", {{"actor", request.principal->id()}});
    reply.body = "{}";
    stop();  // whoever has started this process starts it again
  } else {
    reply.body = health(instance_, counters_, registry_);
  }
  reply.id = sender.id;
  outbox_.send(sender.link, sender.peer, reply);
}

}  // namespace bookrent::gateway
