#pragma once
// A context as its daemon runs it, but without sockets: the real turn on a real database in a
// scratch directory, with a clock that the test moves and other contexts that the test plays.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "common/contract/codec.hpp"
#include "common/eventlog/envelope.hpp"
#include "common/message/message.hpp"
#include "common/store/store.hpp"
#include "common/turn/engine.hpp"
#include "common/turn/service.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::support {

inline message::Principal manager(std::int64_t user_id = 0) {
  return {user_id, "manager", {}, {"all"}};
}
inline message::Principal customer(std::int64_t user_id) {
  return {user_id, "customer", {}, {"all"}};
}
inline message::Principal service(std::string name) {
  return {0, "service", std::move(name), {"all"}};
}

/// The reply's body as the contract's struct. Throws when it is an error or cannot be read.
template <class T>
T body_of(const message::Reply& reply) {
  if (reply.error) throw std::runtime_error("an error: " + reply.error->message);
  return contract::decode<T>(reply.body).value();
}

class EngineFixture {
 public:
  using MakeService = std::function<std::unique_ptr<turn::Service>(store::Store&)>;

  EngineFixture(std::string context, store::Schema schema, MakeService make_service)
      : context_(std::move(context)),
        schema_(std::move(schema)),
        make_service_(std::move(make_service)) {
    start();
  }

  /// Everything in memory is lost, as when the daemon is killed; the same database is opened again.
  void restart() {
    engine_.reset();
    service_.reset();
    store_.reset();
    start();
  }

  FakeClock& clock() { return clock_; }
  store::Store& store() { return *store_; }
  turn::Engine& engine() { return *engine_; }

  /// A turn in which nothing arrives: what is due by time happens.
  void turn() { deliver({}); }

  /// Moves the clock, then runs a turn.
  void advance(clock::Milliseconds by) {
    clock_.advance(by);
    turn();
  }

  /// A request with 10 s to live, in a turn of its own; with an empty `key` under a new one. Throws
  /// when the turn does not answer it: see send().
  message::Reply request(const std::string& op, const std::string& body,
                         const message::Principal& principal = manager(),
                         const std::string& key = {}) {
    auto reply = take_reply(send(op, body, principal, key));
    if (!reply) throw std::logic_error("the reply to " + op + " was held back");
    return *std::move(reply);
  }
  template <class Command>
    requires requires { Command::operation; }
  message::Reply request(const Command& command, const message::Principal& principal = manager(),
                         const std::string& key = {}) {
    return request(Command::operation, contract::encode(command), principal, key);
  }

  /// The same without looking for the reply; returns the request's id for take_reply().
  std::string send(const std::string& op, const std::string& body,
                   const message::Principal& principal = manager(), const std::string& key = {}) {
    message::Request request = make_request(op, body, principal, key);
    const std::string id = request.id;
    deliver({std::move(request)});
    return id;
  }

  /// A request for deliver(), which takes many into one turn.
  message::Request make_request(const std::string& op, const std::string& body,
                                const message::Principal& principal = manager(),
                                const std::string& key = {}) {
    message::Request request;
    request.id = "request-" + std::to_string(++requests_);
    request.to = context_;
    request.op = op;
    request.key = key.empty() ? "key-" + std::to_string(requests_) : key;
    request.ttl_ms = 10'000;
    request.principal = principal;
    request.body = body;
    return request;
  }

  /// The reply to a request, once.
  std::optional<message::Reply> take_reply(const std::string& request_id) {
    const auto found = replies_.extract(request_id);
    return found ? std::optional{std::move(found.mapped())} : std::nullopt;
  }

  /// An event that another context has published; it is read like any daemon reads it.
  template <class Event>
  void feed(std::string_view source, const Event& event) {
    feed(std::string{source}, {{std::string{contract::event_type<Event>()},
                                "test/1",
                                "user:1",
                                {},
                                contract::encode(event)}});
  }
  void feed(const std::string& source, const std::vector<eventlog::NewEvent>& events) {
    std::vector<std::string>& log = sources_[source];
    message::Events hint = page(source, std::ssize(log));
    for (const eventlog::NewEvent& event : events) {
      log.push_back(eventlog::envelope(event, source, std::ssize(log) + 1, clock_.now()));
      hint.events.push_back(log.back());
    }
    hint.head = std::ssize(log);
    deliver({std::move(hint)});
  }

  /// The source has lost all but its first events.
  void lose(const std::string& source, std::size_t kept) { sources_[source].resize(kept); }

  /// What the context has let out so far: all of its events, oldest first, …
  const std::vector<eventlog::Event>& published() const { return published_; }
  /// … or those of one type.
  template <class Event>
  std::vector<Event> published() const {
    std::vector<Event> events;
    for (const eventlog::Event& event : published_)
      if (event.type == contract::event_type<Event>())
        events.push_back(contract::decode<Event>(event.data).value());
    return events;
  }

  /// The calls to other contexts since the last time, in order.
  std::vector<message::Request> take_calls() { return std::exchange(calls_, {}); }
  void answer(const message::Request& call, message::Reply reply) {
    reply.id = call.id;
    deliver({std::move(reply)});
  }

  /// Messages that arrive in one turn, and as many turns more as it asks sources for events.
  void deliver(std::vector<message::Message> messages) {
    do {
      std::vector<bus::Parcel> arrived;
      arrived.reserve(messages.size());
      for (const message::Message& message : messages)
        arrived.push_back({bus::Link::gateway, {}, message::encode(message)});
      messages.clear();
      for (const bus::Parcel& parcel : engine_->turn(arrived))
        sort(message::decode(parcel.parts).value(), messages);
    } while (!messages.empty());
  }

 private:
  void start() {
    auto opened = store::Store::open(scratch_.path() / (context_ + ".db"), schema_);
    if (!opened) throw std::runtime_error(opened.error().message);
    store_ = *std::move(opened);
    service_ = make_service_(*store_);
    engine_ = std::make_unique<turn::Engine>(context_, *store_, *service_, clock_, random_);
    engine_->connected(bus::Link::gateway);
    turn();
  }

  /// Keeps what left the context; what it asks of a source is answered in `next`.
  void sort(message::Message message, std::vector<message::Message>& next) {
    if (auto* reply = std::get_if<message::Reply>(&message))
      replies_[reply->id] = std::move(*reply);
    else if (auto* call = std::get_if<message::Request>(&message))
      calls_.push_back(std::move(*call));
    else if (const auto* fetch = std::get_if<message::Fetch>(&message))
      next.emplace_back(answer_to(*fetch));
    else if (const auto* hint = std::get_if<message::Events>(&message))
      for (const std::string& event : hint->events)
        published_.push_back(eventlog::read_envelope(event).value());
  }

  message::Events answer_to(const message::Fetch& fetch) {
    const std::vector<std::string>& log = sources_[fetch.source];
    message::Events answer = page(fetch.source, fetch.after);
    answer.id = fetch.id;
    for (auto at = static_cast<std::size_t>(fetch.after); at < log.size(); ++at) {
      if (answer.events.size() == message::page_events_max) break;
      answer.events.push_back(log[at]);
    }
    return answer;
  }

  message::Events page(const std::string& source, std::int64_t after) {
    return {{}, source, "epoch-of-" + source, after + 1, std::ssize(sources_[source]), false, {}};
  }

  std::string context_;
  store::Schema schema_;
  MakeService make_service_;
  ScratchDirectory scratch_;
  FakeClock clock_;
  SeededRandom random_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<turn::Service> service_;
  std::unique_ptr<turn::Engine> engine_;
  std::map<std::string, std::vector<std::string>> sources_;  // logs of other contexts
  std::map<std::string, message::Reply> replies_;
  std::vector<message::Request> calls_;
  std::vector<eventlog::Event> published_;
  int requests_ = 0;
};

}  // namespace bookrent::support
