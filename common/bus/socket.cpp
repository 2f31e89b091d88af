#include "common/bus/socket.hpp"

#include <fmt/format.h>

#include <cstring>

namespace bookrent::bus {
namespace {

zmq::socket_type type_of(Pattern pattern) {
  switch (pattern) {
    case Pattern::dealer:
      return zmq::socket_type::dealer;
    case Pattern::router:
      return zmq::socket_type::router;
    case Pattern::publish:
      return zmq::socket_type::pub;
    case Pattern::subscribe:
      return zmq::socket_type::sub;
  }
  return zmq::socket_type::dealer;
}

constexpr int watched_events = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH |
                               ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL |
                               ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL;

constexpr int passed_over_max = 64;

bool drop(zmq::socket_t& socket, zmq::message_t& part) {
  while (part.more())
    if (!socket.recv(part, zmq::recv_flags::dontwait)) return false;
  return true;
}

/// As the answer to the admission has it; a connection over ipc has none.
std::string key_of(zmq::message_t& part) {
  const char* key = zmq_msg_gets(part.handle(), "User-Id");
  return key == nullptr ? "" : key;
}

}  // namespace

Socket::Socket(zmq::context_t& context, Link link, Pattern pattern)
    : context_(context), link_(link), pattern_(pattern), socket_(context, type_of(pattern)) {
  socket_.set(zmq::sockopt::maxmsgsize, std::int64_t{message::frame_bytes_max});
  socket_.set(zmq::sockopt::linger, linger_ms);
  socket_.set(zmq::sockopt::sndhwm, queue_messages_max);
  socket_.set(zmq::sockopt::rcvhwm, queue_messages_max);
  socket_.set(zmq::sockopt::tcp_keepalive, 1);
  socket_.set(zmq::sockopt::reconnect_ivl, reconnect_ms);
  socket_.set(zmq::sockopt::reconnect_ivl_max, reconnect_ms_max);
  // No ZMQ_IMMEDIATE on a dealer: libzmq 4.3.4 then drops the pipe with the connection, possibly in
  // the middle of a message, and aborts (fq.cpp, !_more). What waits for a new gateway does no
  // harm: requests are keyed, and replies to an old gateway are unknown to it.
  if (pattern == Pattern::router) socket_.set(zmq::sockopt::router_mandatory, true);
}

void Socket::bind(const std::string& endpoint) {
  socket_.set(zmq::sockopt::handshake_ivl, handshake_ms);
  socket_.bind(endpoint);
}

void Socket::bind(const std::string& endpoint, const std::string& secret_key,
                  const std::string& domain) {
  socket_.set(zmq::sockopt::ipv6, endpoint.contains('['));
  socket_.set(zmq::sockopt::curve_server, true);
  socket_.set(zmq::sockopt::curve_secretkey, secret_key);
  socket_.set(zmq::sockopt::zap_domain, domain);
  has_keys_ = true;
  bind(endpoint);
}

void Socket::connect(const std::string& endpoint, const LinkKeys& keys) {
  socket_.set(zmq::sockopt::ipv6, endpoint.contains('['));
  socket_.set(zmq::sockopt::handshake_ivl, handshake_ms);
  socket_.set(zmq::sockopt::curve_serverkey, keys.server_key);
  socket_.set(zmq::sockopt::curve_publickey, keys.public_key);
  socket_.set(zmq::sockopt::curve_secretkey, keys.secret_key);
  has_keys_ = true;
  socket_.connect(endpoint);
}

void Socket::expect_a_crowd(int unread_max, std::size_t unsent_bytes_max) {
  socket_.set(zmq::sockopt::rcvhwm, unread_max);
  unsent_.emplace(unsent_bytes_max);
}

std::optional<Parcel> Socket::receive() {
  // No end of them could come; whoever polls is woken again for the rest.
  for (int passed_over = 0; passed_over < passed_over_max; ++passed_over) {
    auto parcel = receive_any();
    if (!parcel || !unsent_ || !unsent_->is_deaf(parcel->peer)) return parcel;
  }
  return std::nullopt;
}

std::optional<Parcel> Socket::receive_any() {
  zmq::message_t part;
  if (!socket_.recv(part, zmq::recv_flags::dontwait)) return std::nullopt;
  Parcel parcel{link_, {}, {}};
  if (pattern_ == Pattern::router || pattern_ == Pattern::subscribe) {
    parcel.peer = part.to_string();
    if (pattern_ == Pattern::router && part.more())
      static_cast<void>(socket_.recv(part, zmq::recv_flags::dontwait));
    if (has_keys_) parcel.key = key_of(part);
  }
  // `part` is now the delimiter (or the topic). Without one the parts stay empty: malformed.
  if (!part.empty() && pattern_ != Pattern::subscribe) {
    drop(socket_, part);
    return parcel;
  }
  while (part.more()) {
    if (!socket_.recv(part, zmq::recv_flags::dontwait)) break;
    if (parcel.parts.size() < message::page_events_max + 2)
      parcel.parts.push_back(part.to_string());
  }
  return parcel;
}

bool Socket::send(const Parcel& parcel) try {
  const bool counts = unsent_ && !parcel.parts.empty();
  if (counts && !unsent_->has_room(parcel.peer, parcel.parts)) return false;
  const auto flags = zmq::send_flags::dontwait | zmq::send_flags::sndmore;
  if (pattern_ == Pattern::router || pattern_ == Pattern::publish)
    if (!socket_.send(zmq::buffer(parcel.peer), flags)) return false;
  if (pattern_ != Pattern::publish)
    if (!socket_.send(zmq::message_t{}, flags)) return false;
  for (std::size_t i = 0; i < parcel.parts.size(); ++i) {
    const bool last = i + 1 == parcel.parts.size();
    const auto how = last ? zmq::send_flags::dontwait : flags;
    if (last && counts ? !socket_.send(unsent_->last_of(parcel.peer, parcel.parts), how)
                       : !socket_.send(zmq::buffer(parcel.parts[i]), how))
      return false;
  }
  return true;
} catch (const zmq::error_t& error) {
  if (error.num() == EHOSTUNREACH) return false;
  throw;
}

zmq::socket_t Socket::watch_connections() {
  const std::string address = fmt::format("inproc://watch-{}", static_cast<int>(link_));
  if (zmq_socket_monitor(socket_.handle(), address.c_str(), watched_events) != 0)
    throw zmq::error_t{};
  zmq::socket_t watch(context_, zmq::socket_type::pair);
  watch.connect(address);
  return watch;
}

std::optional<ConnectionNews> take_news(zmq::socket_t& watch) {
  zmq::message_t part;
  if (!watch.recv(part, zmq::recv_flags::dontwait)) return std::nullopt;
  std::uint16_t event = 0;
  if (part.size() >= sizeof event) std::memcpy(&event, part.data(), sizeof event);
  drop(watch, part);  // the address
  if (event == ZMQ_EVENT_HANDSHAKE_SUCCEEDED) return ConnectionNews::made;
  return event == ZMQ_EVENT_HANDSHAKE_FAILED_AUTH ? ConnectionNews::refused
                                                  : ConnectionNews::failed;
}

}  // namespace bookrent::bus
