// Sends what no friend would send to every socket of a suite: random frames, broken messages,
// frames beyond the limit, and bytes that are not ZeroMQ's at all.
// Usage: garbage RUN-DIRECTORY; exit status 0 when all was sent and the gateway still answers.
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "common/bus/socket.hpp"
#include "common/message/message.hpp"

namespace bookrent {
namespace {

using message::Parts;
using std::string;

constexpr int rounds = 300;
constexpr std::chrono::seconds patience{10};

class Garbage {
 public:
  string bytes(std::size_t size) {
    string text(size, '\0');
    for (char& byte : text) byte = static_cast<char>(below(256));
    return text;
  }
  Parts frames() {
    Parts parts(below(5));
    for (string& part : parts) part = bytes(below(300));
    return parts;
  }
  /// A message with a few bytes changed, a part lost, or a part too many.
  Parts broken(Parts parts) {
    const std::size_t which = below(parts.size());
    switch (below(4)) {
      case 0:
        parts.pop_back();
        break;
      case 1:
        parts.push_back(bytes(50));
        break;
      case 2:
        parts[which] = parts[which].substr(0, below(parts[which].size() + 1));
        break;
      default:
        for (int i = 0; i < 3 && !parts[which].empty(); ++i)
          parts[which][below(parts[which].size())] = static_cast<char>(below(256));
    }
    return parts;
  }

 private:
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  std::mt19937 engine_{20260101};
};

message::Request request(const string& to, const string& operation, const string& body) {
  message::Request request;
  request.id = "1";
  request.to = to;
  request.op = operation;
  request.key = "key";
  request.ttl_ms = 1000;
  request.body = body;
  return request;
}

std::vector<Parts> messages() {
  std::vector<Parts> all;
  const string deep(100'000, '[');
  for (const char* context : {"gateway", "rental", "payment", "user", "book", "view", "nobody"})
    for (const char* operation :
         {"health", "rebuild", "rent", "add", "list", "status", "authorize"})
      for (const string& body :
           {string{"{}"}, string{"[]"}, string{"null"}, string{"{\"user_id\":-1}"},
            string{"{\"user_id\":1e99,\"title\":7,\"limit\":-5}"}, deep, "{\"title\":" + deep})
        all.push_back(message::encode(request(context, operation, body)));
  all.push_back(message::encode(message::Ready{"rental", "x", "y", 1'000'000, {}}));
  all.push_back(message::encode(message::Heartbeat{"x", true, -1, {{"rental", {"", -1}}}}));
  all.push_back(message::encode(message::Drain{"x"}));
  all.push_back(message::encode(message::Bye{"x"}));
  all.push_back(message::encode(message::Reset{}));
  message::Fetch fetch;
  fetch.id = "2";
  fetch.source = "rental";
  fetch.after = INT64_MAX;
  fetch.ttl_ms = 1000;
  all.push_back(message::encode(fetch));
  fetch.after = INT64_MIN;
  all.push_back(message::encode(fetch));
  all.push_back(message::encode(message::Events{"", "rental", "e", 1, 9, false, {"{}", "x"}}));
  all.push_back({"BR1 request", "{\"id\":\"3\"" + string(20'000, ' ') + "}", "{}"});
  all.push_back({"BR1 request", deep, "{}"});
  all.push_back({"BR2 request", "{}", "{}"});
  all.push_back(Parts(2'000, "x"));
  return all;
}

/// A connection to the gateway that stands.
class Connection {
 public:
  explicit Connection(const string& endpoint)
      : socket_(zeromq_, bus::Link::gateway, bus::Pattern::dealer),
        watch_(socket_.watch_connections()) {
    socket_.connect(endpoint);
    zmq::message_t connected;
    static_cast<void>(watch_.recv(connected));
  }
  bus::Socket& socket() { return socket_; }

 private:
  zmq::context_t zeromq_;
  bus::Socket socket_;
  zmq::socket_t watch_;
};

/// Sends all of it to a socket that takes messages. Frames beyond the limit cost the connection.
void flood(const string& endpoint, Garbage& garbage, bool as_they_are) {
  const std::vector<Parts> whole = messages();
  Connection connection(endpoint);
  bus::Socket& socket = connection.socket();
  const auto send = [&](const Parts& parts) {
    if (!parts.empty()) socket.send({bus::Link::gateway, {}, parts});
    while (socket.receive()) {
    }
  };
  for (int round = 0; round < rounds; ++round) send(garbage.frames());
  for (const Parts& parts : whole) {
    if (as_they_are) send(parts);
    for (int i = 0; i < 3; ++i) {
      const Parts broken = garbage.broken(parts);
      if (as_they_are || !message::decode(broken)) send(broken);
    }
  }
  send({string(3 * message::frame_bytes_max, 'x')});
}

void write_raw(const string& path, int type, const string& bytes) {
  const int descriptor = ::socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  // The system call takes the general form of an address.
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
    static_cast<void>(::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
  ::close(descriptor);
}

void write_raw(const string& run, Garbage& garbage) {
  const string greeting{"\xFF\0\0\0\0\0\0\0\x01\x7F\x03\0NULL", 16};
  for (const char* name : {"clients", "workers", "events"})
    for (int round = 0; round < 20; ++round) {
      write_raw(run + "/" + name, SOCK_STREAM, garbage.bytes(5'000));
      write_raw(run + "/" + name, SOCK_STREAM, greeting + garbage.bytes(500));
    }
  for (int round = 0; round < 50; ++round)
    write_raw(run + "/notify", SOCK_DGRAM, garbage.bytes(2'000));
}

/// A publisher takes subscriptions, and anything else that a subscriber may send.
void flood_publisher(const string& endpoint, Garbage& garbage) {
  zmq::context_t zeromq;
  zmq::socket_t socket(zeromq, zmq::socket_type::xsub);
  socket.set(zmq::sockopt::linger, bus::linger_ms);
  socket.connect(endpoint);
  for (int round = 0; round < rounds; ++round)
    for (const string& part : garbage.frames())
      static_cast<void>(socket.send(zmq::buffer(part), zmq::send_flags::dontwait));
  socket.send(zmq::buffer(string(3 * message::frame_bytes_max, 'x')), zmq::send_flags::dontwait);
}

/// Whose id can still be read, gets an answer.
bool answers(const string& endpoint) {
  Connection connection(endpoint);
  bus::Socket& socket = connection.socket();
  Parts malformed = message::encode(request("gateway", "health", "{}"));
  malformed[1] = R"({"id":"7","to":5})";
  socket.send({bus::Link::gateway, {}, malformed});
  zmq::pollitem_t item{socket.raw().handle(), 0, ZMQ_POLLIN, 0};
  zmq::poll(&item, 1, patience);
  const auto parcel = socket.receive();
  if (!parcel) return false;
  const auto decoded = message::decode(parcel->parts);
  const auto* reply = decoded ? std::get_if<message::Reply>(&*decoded) : nullptr;
  return reply != nullptr && reply->id == "7" && reply->error.has_value();
}

int send_all(const string& run) {
  Garbage garbage;
  write_raw(run, garbage);
  flood("ipc://" + run + "/clients", garbage, true);
  // Whoever reaches this socket is trusted: a worker's message that is whole would be believed.
  flood("ipc://" + run + "/workers", garbage, false);
  flood_publisher("ipc://" + run + "/events", garbage);
  write_raw(run, garbage);
  if (answers("ipc://" + run + "/clients")) return 0;
  fmt::print(stderr, "the gateway does not answer a malformed request\n");
  return 1;
}

}  // namespace
}  // namespace bookrent

int main(int argc, char** argv) { return argc == 2 ? bookrent::send_all(argv[1]) : 64; }
