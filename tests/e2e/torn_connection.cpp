// A peer that is killed while its messages are being read must not take the reader along: ZeroMQ
// can give up a connection between two parts of a message, which ends the process or leaves it
// spinning. Exit status 0 when the reader outlives all of them.
// Usage: torn_connection SOCKET
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <string>
#include <vector>

#include "common/bus/socket.hpp"

namespace bookrent {
namespace {

using std::chrono::milliseconds;

constexpr int rounds = 20;
constexpr int flood = 5'000;
constexpr int read_before_kill = 500;
constexpr unsigned patience_s = 60;

message::Reply reply() {
  message::Reply reply;
  reply.id = "1";
  reply.position["rental"] = {"epoch", 1};
  reply.body = fmt::format(R"({{"title":"{}"}})", std::string(300, 'x'));
  return reply;
}

/// Answers each message with a flood, until it is killed.
[[noreturn]] void answer_with_a_flood(const std::string& endpoint) {
  zmq::context_t zeromq;
  bus::Socket socket(zeromq, bus::Link::clients, bus::Pattern::router);
  socket.bind(endpoint);
  while (true) {
    zmq::pollitem_t item{socket.raw().handle(), 0, ZMQ_POLLIN, 0};
    zmq::poll(&item, 1, milliseconds{-1});
    while (const auto asked = socket.receive())
      for (int sent = 0; sent < flood; ++sent)
        socket.send({bus::Link::clients, asked->peer, message::encode(reply())});
  }
}

/// Reads the flood of a peer that dies meanwhile; false when a part of a message was given out.
bool outlives(pid_t peer, const std::string& endpoint) {
  zmq::context_t zeromq;
  bus::Socket socket(zeromq, bus::Link::gateway, bus::Pattern::dealer);
  socket.connect(endpoint);
  zmq::pollitem_t item{socket.raw().handle(), 0, ZMQ_POLLOUT, 0};
  zmq::poll(&item, 1, milliseconds{-1});
  socket.send({bus::Link::gateway, {}, {"hello"}});
  item.events = ZMQ_POLLIN;
  bool sound = true;
  for (int read = 0; zmq::poll(&item, 1, milliseconds{read < read_before_kill ? -1 : 100}) > 0;)
    while (const auto parcel = socket.receive()) {
      sound = sound && message::decode(parcel->parts).has_value();
      if (++read == read_before_kill) ::kill(peer, SIGKILL);
    }
  return sound;
}

bool outlives_all(const std::string& endpoint) {
  for (int round = 0; round < rounds; ++round) {
    const pid_t peer = ::fork();
    if (peer == 0) answer_with_a_flood(endpoint);
    const bool sound = outlives(peer, endpoint);
    ::waitpid(peer, nullptr, 0);
    if (!sound) return false;
  }
  return true;
}

}  // namespace
}  // namespace bookrent

int main(int argc, char** argv) {
  if (argc != 2) return 64;
  ::alarm(bookrent::patience_s);
  return bookrent::outlives_all(fmt::format("ipc://{}", argv[1])) ? 0 : 1;
}
