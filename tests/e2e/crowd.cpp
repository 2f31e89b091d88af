// A crowd at one socket of the gateway: those who ask and read, those who stall, and those who send
// garbage, all at once. They stay until a signal comes.
// Usage: crowd SOCKET-PATH|HOST:PORT ROLE=COUNT...
// Writes a line when all are there and those who never read have sent all that they will, and one
// with figures at the end. Exit status 0 when everybody who asked was answered, without an error.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "common/message/message.hpp"

namespace bookrent {
namespace {

using std::string;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds tick{20};
constexpr milliseconds between_questions{500};
constexpr std::chrono::seconds patience{10};  // for the answers that are missing at the end
constexpr int deaf_requests = 4'000;
constexpr std::size_t unsent_max = 64 * 1024;  // a stalled peer's requests that wait here

enum class Role {
  silent,     // connects, and no more
  greeting,   // stops in the middle of the greeting
  frame,      // stops in the middle of a frame
  deaf,       // asks, and never reads
  bytes,      // sends anything
  frames,     // sends frames of anything, as ZMTP wants them
  oversized,  // announces a frame that is too large
  asking,     // asks, reads, and asks again
};
constexpr std::array<std::string_view, 8> role_names{"silent", "greeting", "frame",     "deaf",
                                                     "bytes",  "frames",   "oversized", "asking"};

// ---- ZMTP 3.0, as in RFC 23
// ----------------------------------------------------------------------

string frame(unsigned char flags, std::string_view content) {
  string text;
  if (content.size() < 256) return text + char(flags) + char(content.size()) + string{content};
  text += char(flags | 2U);
  for (int shift = 56; shift >= 0; shift -= 8) text += char(content.size() >> shift & 255U);
  return text + string{content};
}

const string greeting = string{"\xFF\0\0\0\0\0\0\0\x01\x7F\x03\0NULL", 16} + string(48, '\0');
const string handshake =
    greeting + frame(4, string{"\5READY\x0BSocket-Type\0\0\0\6DEALER\x08Identity\0\0\0\0", 41});
const string too_large = string{"\2\0\0\0\x7F\0\0\0\0", 9} + string(5'000, 'x');

string on_the_wire(const message::Parts& parts) {
  string text = frame(1, "");
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += frame(i + 1 < parts.size() ? 1 : 0, parts[i]);
  return text;
}

string question(std::string_view to, std::string_view op) {
  message::Request request;
  request.id = "1";
  request.to = to;
  request.op = op;
  request.ttl_ms = milliseconds{patience}.count();
  return on_the_wire(message::encode(request));
}

/// The messages in what a peer has sent; takes them away from it.
class Reader {
 public:
  void add(std::string_view bytes) { bytes_ += bytes; }

  std::optional<message::Parts> next() {
    if (!greeted_ && bytes_.size() < greeting.size()) return std::nullopt;
    if (!std::exchange(greeted_, true)) bytes_.erase(0, greeting.size());
    while (auto taken = take_frame()) {
      is_open_ = is_open_ || (taken->first & 4U) != 0;
      if ((taken->first & 4U) != 0) continue;
      parts_.push_back(std::move(taken->second));
      if ((taken->first & 1U) == 0) return std::exchange(parts_, {});
    }
    return std::nullopt;
  }
  /// The other side has said READY: it takes no message before that.
  bool is_open() const { return is_open_; }

 private:
  std::optional<std::pair<unsigned, string>> take_frame() {
    if (bytes_.size() < 2) return std::nullopt;
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes_[i]); };
    const std::size_t head = (at(0) & 2U) != 0 ? 9 : 2;
    if (bytes_.size() < head) return std::nullopt;
    std::size_t size = 0;
    for (std::size_t i = 1; i < head; ++i) size = size << 8U | at(i);
    if (bytes_.size() < head + size) return std::nullopt;
    std::pair<unsigned, string> taken{at(0), bytes_.substr(head, size)};
    bytes_.erase(0, head + size);
    return taken;
  }

  string bytes_;
  bool greeted_ = false;
  bool is_open_ = false;
  message::Parts parts_;
};

// ---- one of the crowd
// ----------------------------------------------------------------------------

struct Figures {
  int asked = 0, answered = 0, errors = 0, garbage = 0, hung_up = 0;
  milliseconds slowest{0};
};

class Peer {
 public:
  Peer(Role role, const sockaddr* address, socklen_t size, unsigned seed)
      : role_(role), address_(address), size_(size), engine_(seed) {}

  /// Does what its role does in one tick.
  void step(bool is_over, Figures& figures) {
    if (descriptor_ < 0 && !connect()) return;
    read(figures);
    if (descriptor_ >= 0 && unsent_.size() < unsent_max) act(is_over, figures);
    write(figures);
  }

  /// Those who are hung up for what they send are there again in a moment.
  bool is_there() const { return was_there_ && requests_left_ == 0; }
  bool waits() const { return asked_at_.has_value(); }

 private:
  bool connect() {
    const int descriptor =
        ::socket(address_->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (::connect(descriptor, address_, size_) != 0 && errno != EINPROGRESS) {
      ::close(descriptor);
      return false;
    }
    descriptor_ = descriptor;
    was_there_ = true;
    unsent_ = first_bytes();
    if (role_ == Role::deaf) requests_left_ = deaf_requests;
    const string whole = question("gateway", "whoami");
    part_of_frame_ = whole.substr(0, 1 + engine_() % (whole.size() - 1));
    return true;
  }

  string first_bytes() {
    if (role_ == Role::silent || role_ == Role::bytes) return {};
    if (role_ == Role::greeting) return greeting.substr(0, 1 + engine_() % (greeting.size() - 1));
    return handshake;
  }

  void act(bool is_over, Figures& figures) {
    if (role_ == Role::bytes) unsent_ += anything(engine_() % 500);
    if (reader_.is_open()) send_messages(is_over, figures);
    if (role_ >= Role::bytes && role_ <= Role::oversized) ++figures.garbage;
  }

  void send_messages(bool is_over, Figures& figures) {
    if (role_ == Role::asking && !is_over) ask(figures);
    if (role_ == Role::deaf) ask_on();
    if (role_ == Role::frame) unsent_ += std::exchange(part_of_frame_, {});
    if (role_ == Role::frames)
      for (auto left = 1 + engine_() % 5; left > 0; --left)
        unsent_ += frame(left > 1 ? 1 : 0, anything(engine_() % 300));
    if (role_ == Role::oversized) unsent_ += too_large;
  }

  void ask(Figures& figures) {
    if (waits() || Clock::now() < ask_next_) return;
    static constexpr std::array<std::string_view, 3> whom{"gateway", "book", "rental"};
    unsent_ += question(whom[engine_() % whom.size()], "health");
    asked_at_ = Clock::now();
    ++figures.asked;
  }

  void ask_on() {
    static const string asked = question("gateway", "health");
    for (; requests_left_ > 0 && unsent_.size() < unsent_max; --requests_left_) unsent_ += asked;
  }

  void read(Figures& figures) {
    if (role_ == Role::deaf && reader_.is_open()) return;
    std::array<char, 16 * 1024> bytes;
    const auto size = ::recv(descriptor_, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (size == 0 || (size < 0 && errno != EAGAIN)) return lose(figures);
    if (size < 0 || role_ == Role::bytes) return;
    reader_.add({bytes.data(), static_cast<std::size_t>(size)});
    while (const auto parts = reader_.next())
      if (role_ == Role::asking) take(*parts, figures);
  }

  void take(message::Parts parts, Figures& figures) {
    parts.erase(parts.begin());  // the delimiter
    const auto decoded = message::decode(parts);
    const auto* reply = decoded ? std::get_if<message::Reply>(&*decoded) : nullptr;
    if (reply == nullptr || reply->error || !waits()) ++figures.errors;
    if (!waits()) return;
    ++figures.answered;
    const auto took = std::chrono::ceil<milliseconds>(Clock::now() - *asked_at_);
    figures.slowest = std::max(figures.slowest, took);
    ask_next_ = Clock::now() + between_questions;
    asked_at_.reset();
  }

  void write(Figures& figures) {
    if (unsent_.empty() || descriptor_ < 0) return;
    const auto sent =
        ::send(descriptor_, unsent_.data(), unsent_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN) return lose(figures);
    if (sent > 0) unsent_.erase(0, static_cast<std::size_t>(sent));
  }

  /// Who was hung up comes again. It is an error where somebody asks.
  void lose(Figures& figures) {
    ::close(std::exchange(descriptor_, -1));
    ++figures.hung_up;
    if (role_ == Role::asking) ++figures.errors;
    asked_at_.reset();
    reader_ = {};
  }

  string anything(std::size_t size) {
    string text(size, '\0');
    for (char& byte : text) byte = static_cast<char>(engine_());
    return text;
  }

  Role role_;
  const sockaddr* address_;
  socklen_t size_;
  std::minstd_rand engine_;
  int descriptor_ = -1;
  bool was_there_ = false;
  string unsent_;
  Reader reader_;
  string part_of_frame_;
  int requests_left_ = 0;
  std::optional<Clock::time_point> asked_at_;
  Clock::time_point ask_next_;
};

// ---- all of them
// ---------------------------------------------------------------------------------

volatile std::sig_atomic_t told_to_end = 0;

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
  const sockaddr* general() const {  // the form that system calls take
    return reinterpret_cast<const sockaddr*>(&storage);
  }
};

Address address_of(const string& text) {
  Address address;
  const auto colon = text.rfind(':');
  if (colon == string::npos) {
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    text.copy(local.sun_path, sizeof local.sun_path - 1);
    std::memcpy(&address.storage, &local, address.size = sizeof local);
    return address;
  }
  sockaddr_in internet{};
  internet.sin_family = AF_INET;
  internet.sin_port = htons(static_cast<std::uint16_t>(std::stoi(text.substr(colon + 1))));
  ::inet_pton(AF_INET, text.substr(0, colon).c_str(), &internet.sin_addr);
  std::memcpy(&address.storage, &internet, address.size = sizeof internet);
  return address;
}

bool add(std::vector<Peer>& crowd, std::string_view argument, const Address& address) {
  const auto equals = argument.find('=');
  const auto* const role = std::ranges::find(role_names, argument.substr(0, equals));
  if (equals == string::npos || role == role_names.end()) return false;
  int count = 0;
  std::from_chars(argument.data() + equals + 1, argument.data() + argument.size(), count);
  for (int i = 0; i < count; ++i)
    crowd.emplace_back(static_cast<Role>(role - role_names.begin()), address.general(),
                       address.size, static_cast<unsigned>(crowd.size() + 1));
  return true;
}

void stay(std::vector<Peer>& crowd, Figures& figures) {
  bool told = false;
  std::optional<Clock::time_point> ended_at;
  const auto is_done = [&] {
    return ended_at &&
           (std::ranges::none_of(crowd, &Peer::waits) || Clock::now() > *ended_at + patience);
  };
  while (!is_done()) {
    if (told_to_end != 0 && !ended_at) ended_at = Clock::now();
    for (Peer& peer : crowd) peer.step(ended_at.has_value(), figures);
    if (!told && std::ranges::all_of(crowd, &Peer::is_there)) {
      told = true;
      fmt::print("all {} are there\n", crowd.size());
      std::fflush(stdout);
    }
    std::this_thread::sleep_for(tick);
  }
}

int run(int argc, char** argv) {
  const Address address = address_of(argv[1]);
  std::vector<Peer> crowd;
  for (int i = 2; i < argc; ++i)
    if (!add(crowd, argv[i], address)) return 64;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  for (const int signal : {SIGTERM, SIGINT}) std::signal(signal, [](int) { told_to_end = 1; });
  Figures figures;
  stay(crowd, figures);
  fmt::print("asked {}, answered {}, errors {}, slowest {} ms; garbage {}, hung up {}\n",
             figures.asked, figures.answered, figures.errors, figures.slowest.count(),
             figures.garbage, figures.hung_up);
  return figures.errors == 0 && figures.answered == figures.asked ? 0 : 1;
}

}  // namespace
}  // namespace bookrent

int main(int argc, char** argv) { return argc > 2 ? bookrent::run(argc, argv) : 64; }
