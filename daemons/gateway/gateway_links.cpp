#include "daemons/gateway/gateway.hpp"
#include "daemons/gateway/routing/refusals.hpp"

namespace bookrent::gateway {
namespace {

std::string id_of(const message::Parts& parts) {
  const auto message = message::decode(parts);
  if (!message) return message.error().id;
  const auto id = [](const auto& one) -> std::string {
    if constexpr (requires { one.id; }) return one.id;
    return {};
  };
  return std::visit(id, *message);
}

}  // namespace

void Gateway::admit_link(const bus::Parcel& parcel) {
  Admission::Answer answer = admission_.answer(parcel.parts);
  if (!answer.refused_key.empty()) refuse_link("a key that is not allowed", answer.refused_key);
  if (!answer.reply.empty())
    outbox_.send({bus::Link::admission, parcel.peer, std::move(answer.reply)});
}

/// Whoever was let in and is not allowed any more is not heard; ZeroMQ cannot hang up on one peer.
bool Gateway::may_speak(const bus::Parcel& parcel) {
  if (parcel.key.empty() || admission_.find(parcel.key) != nullptr) return true;
  refuse_link("a link that was removed", parcel.key);
  if (parcel.link == bus::Link::clients)
    refuse({parcel.link, parcel.peer, id_of(parcel.parts)}, link_removed());
  else if (const Worker* worker = registry_.find(parcel.peer))
    lose(*worker, "its link was removed");
  return false;
}

bool Gateway::may_announce(const bus::Parcel& parcel, const std::string& context) {
  const link::Peer* peer = parcel.key.empty() ? nullptr : admission_.find(parcel.key);
  if (parcel.key.empty() || (peer != nullptr && peer->context == context)) return true;
  refuse_link("a context that the link is not for", parcel.key);
  return false;
}

void Gateway::refuse_link(std::string_view what, const std::string& key) {
  ++counters_.links_refused;
  const link::Peer* peer = admission_.find(key);
  refusals_.refused_link(what, peer == nullptr ? std::string_view{} : peer->name, key);
}

/// Over TCP hints come by the one connection that a worker has, and to those alone that announced
/// themselves: a subscriber of PUB could not be turned away later.
void Gateway::relay_to_links(const Worker& source, const message::Parts& hint) {
  for (const auto& [peer, worker] : registry_.workers())
    if (!worker.key.empty() && &worker != &source && admission_.find(worker.key) != nullptr)
      outbox_.send({bus::Link::workers, peer, hint});
}

}  // namespace bookrent::gateway
