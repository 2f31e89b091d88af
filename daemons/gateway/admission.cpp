#include "daemons/gateway/admission.hpp"

#include <utility>

#include "common/link/key_pair.hpp"

namespace bookrent::gateway {
namespace {

/// The frames of a question, and of its answer, by RFC 27.
enum Question : std::size_t { version, id, domain, address, routing_id, mechanism, credentials };

constexpr const char* protocol_version = "1.0";

Admission::Answer reply(const message::Parts& question, std::string status, std::string text,
                        std::string user) {
  return {{protocol_version, question[id], std::move(status), std::move(text), std::move(user), ""},
          {}};
}

/// 400 ends the caller's attempts, and tells it why: a person waits. 300 lets it try on: a daemon
/// is let in as soon as its key is allowed.
Admission::Answer refusal(const message::Parts& question, std::string key) {
  const bool tries_on = question[domain] == workers_domain;
  auto answer = reply(question, tries_on ? "300" : "400", "this key is not allowed here", "");
  answer.refused_key = std::move(key);
  return answer;
}

bool may_enter(const link::Peer& peer, const std::string& at) {
  return at == (peer.context.empty() ? clients_domain : workers_domain);
}

}  // namespace

Admission::Answer Admission::answer(const message::Parts& question) {
  if (question.size() <= mechanism || question[version] != protocol_version) return {};
  const bool curve = question[mechanism] == "CURVE" && question.size() == credentials + 1;
  if (!curve) return reply(question, "400", "CURVE is required", "");
  if (is_too_many()) return reply(question, "300", "too many at once; come again", "");
  std::string key = link::z85_of(question[credentials]);
  const link::Peer* peer = find(key);
  if (peer == nullptr || !may_enter(*peer, question[domain]))
    return refusal(question, std::move(key));
  return reply(question, "200", "OK", std::move(key));
}

const link::Peer* Admission::find(const std::string& key) {
  look_at_links();
  const auto found = allowed_.find(key);
  return found == allowed_.end() ? nullptr : &found->second;
}

void Admission::look_at_links() {
  const clock::Steady now = clock_.steady();
  if (links_ == nullptr || (looked_at_ && now < *looked_at_ + links_interval)) return;
  looked_at_ = now;
  const auto fresh = links_->changed();
  if (!fresh) return;
  allowed_.clear();
  for (const link::Peer& peer : *fresh) allowed_.emplace(peer.public_key, peer);
}

bool Admission::is_too_many() {
  const clock::Steady now = clock_.steady();
  if (now >= second_ + std::chrono::seconds{1}) {
    second_ = now;
    in_second_ = 0;
  }
  return ++in_second_ > admissions_max_;
}

}  // namespace bookrent::gateway
