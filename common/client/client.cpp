#include "common/client/client.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace bookrent::client {
namespace {

zmq::socket_t watched(bus::Socket& socket, const std::string& endpoint,
                      const std::optional<bus::LinkKeys>& keys) {
  zmq::socket_t watch = socket.watch_connections();
  if (keys)
    socket.connect(endpoint, *keys);
  else
    socket.connect(endpoint);
  return watch;
}

}  // namespace

Client::Client(const std::string& endpoint, const std::optional<bus::LinkKeys>& keys,
               const clock::Clock& clock, random::Random& random)
    : clock_(clock),
      traceparent_(random::traceparent(random)),
      gateway_(zeromq_, bus::Link::gateway, bus::Pattern::dealer),
      watch_(watched(gateway_, endpoint, keys)) {}

std::size_t Client::submit(message::Request request, clock::Steady deadline) {
  request.id = std::to_string(last_ticket_ + 1);
  if (request.traceparent.empty()) request.traceparent = traceparent_;
  return open(std::move(request), deadline);
}

std::size_t Client::submit(message::Fetch fetch, clock::Steady deadline) {
  fetch.id = std::to_string(last_ticket_ + 1);
  return open(std::move(fetch), deadline);
}

std::size_t Client::open(std::variant<message::Request, message::Fetch> what,
                         clock::Steady deadline) {
  Open& open = open_[++last_ticket_];
  open = {std::move(what), deadline, clock_.steady(), false};
  if (connected_) send(open);
  return last_ticket_;
}

void Client::send(Open& open) {
  const clock::Steady now = clock_.steady();
  const auto left = std::max(open.deadline - now, clock::Milliseconds{1}).count();
  message::Parts parts;
  if (auto* request = std::get_if<message::Request>(&open.what)) {
    request->ttl_ms = left;
    parts = message::encode(*request);
  } else {
    auto& fetch = std::get<message::Fetch>(open.what);
    fetch.ttl_ms = left;
    parts = message::encode(fetch);
  }
  if (gateway_.send({bus::Link::gateway, {}, std::move(parts)})) open.sent = true;
  open.repeat_at = now + repeat_interval;
}

void Client::send_due() {
  if (!connected_) return;
  const clock::Steady now = clock_.steady();
  for (auto& [ticket, open] : open_)
    if (open.repeat_at <= now) send(open);
}

void Client::take_connections() {
  bool made = false;
  while (const auto news = bus::take_news(watch_)) {
    made = made || *news == bus::ConnectionNews::made;
    refused_ = refused_ || *news == bus::ConnectionNews::refused;
    met_a_stranger_ = met_a_stranger_ || *news == bus::ConnectionNews::failed;
  }
  if (!made) return;
  connected_ = true;
  for (auto& [ticket, open] : open_) send(open);
}

void Client::take_answers(std::vector<Outcome>& ended) {
  while (auto parcel = gateway_.receive()) {
    auto message = message::decode(parcel->parts);
    if (!message) continue;
    Outcome outcome;
    std::string id;
    if (auto* reply = std::get_if<message::Reply>(&*message)) {
      id = reply->id;
      outcome.answer = std::move(*reply);
    } else if (auto* events = std::get_if<message::Events>(&*message)) {
      id = events->id;
      outcome.answer = std::move(*events);
    }
    std::from_chars(id.data(), id.data() + id.size(), outcome.ticket);
    if (open_.erase(outcome.ticket) > 0) ended.push_back(std::move(outcome));
  }
}

void Client::take_expired(std::vector<Outcome>& ended) {
  const clock::Steady now = clock_.steady();
  std::erase_if(open_, [&](const auto& entry) {
    const auto& [ticket, open] = entry;
    using enum Outcome::Kind;
    const bool turned_away = refused_ && !open.sent;
    if (open.deadline > now && !turned_away) return false;
    const auto unsent = refused_ ? refused : no_gateway;
    ended.push_back({ticket, open.sent ? no_answer : unsent, message::Reply{}});
    return true;
  });
}

clock::Steady Client::wake_at() const {
  clock::Steady earliest = clock::Steady::max();
  for (const auto& [ticket, open] : open_) {
    earliest = std::min(earliest, open.deadline);
    if (connected_) earliest = std::min(earliest, open.repeat_at);
  }
  return earliest;
}

std::vector<Outcome> Client::wait(clock::Steady until, int wake) {
  std::vector<Outcome> ended = std::exchange(ended_, {});
  while (ended.empty()) {
    const clock::Steady now = clock_.steady();
    const auto time = std::max(std::min(until, wake_at()) - now, clock::Milliseconds{0});
    zmq::pollitem_t items[] = {{gateway_.raw().handle(), 0, ZMQ_POLLIN, 0},
                               {watch_.handle(), 0, ZMQ_POLLIN, 0},
                               {nullptr, wake, ZMQ_POLLIN, 0}};
    const std::size_t watched = wake < 0 ? 2 : 3;
    zmq::poll(items, watched, std::min<clock::Milliseconds>(time, std::chrono::hours{1}));
    if (items[1].revents != 0) take_connections();
    if (items[0].revents != 0) take_answers(ended);
    send_due();
    take_expired(ended);
    if (clock_.steady() >= until || items[2].revents != 0) break;
  }
  return ended;
}

Outcome Client::wait_for(std::size_t ticket) {
  std::vector<Outcome> others;
  while (true) {
    std::optional<Outcome> wanted;
    for (Outcome& outcome : wait(clock::Steady::max()))
      if (outcome.ticket == ticket)
        wanted = std::move(outcome);
      else
        others.push_back(std::move(outcome));
    if (!wanted) continue;
    ended_ = std::move(others);
    return *std::move(wanted);
  }
}

}  // namespace bookrent::client
