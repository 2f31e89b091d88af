#include "daemons/gateway/admin/http.hpp"

#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <strings.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <system_error>

#include "daemons/gateway/admin/answer.hpp"

namespace bookrent::gateway {
namespace {

using std::chrono::steady_clock;

/// Yields to the loop where both want the same processor.
constexpr int niceness = 10;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

int listen_at(const AdminAddress& address) {
  suite::FileDescriptor socket(
      ::socket(address.socket.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket) fail("socket");
  const int yes = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address.socket), address.size) != 0)
    fail("bind");
  if (::listen(socket.get(), SOMAXCONN) != 0) fail("listen");
  return ::dup(socket.get());  // which the library closes
}

bool is_for_this_machine(MHD_Connection* connection) {
  struct Hosts {
    int count = 0;
    bool good = true;
  } hosts;
  const auto look = [](void* found, MHD_ValueKind, const char* key, const char* value) {
    auto& so_far = *static_cast<Hosts*>(found);
    if (::strcasecmp(key, MHD_HTTP_HEADER_HOST) != 0) return MHD_YES;
    ++so_far.count;
    so_far.good = so_far.good && value != nullptr && names_this_machine(value);
    return MHD_YES;
  };
  MHD_get_connection_values(connection, MHD_HEADER_KIND, look, &hosts);
  return hosts.count == 1 && hosts.good;
}

void release(void* notice) { delete static_cast<std::shared_ptr<const Notice>*>(notice); }

MHD_Result send(MHD_Connection* connection, const Answer& answer) {
  auto* response = MHD_create_response_from_buffer_with_free_callback_cls(
      answer.body.size(), const_cast<char*>(answer.body.data()), &release,
      new std::shared_ptr<const Notice>(answer.notice));
  if (response == nullptr) return MHD_NO;
  MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer.type);
  MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
  MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  // The page takes nothing from elsewhere, is shown in no other, and tells nobody where it was.
  MHD_add_response_header(response, "Content-Security-Policy",
                          "default-src 'self'; base-uri 'none'; form-action 'none'; "
                          "frame-ancestors 'none'");
  MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
  MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
  if (answer.status == MHD_HTTP_METHOD_NOT_ALLOWED)
    MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
  const MHD_Result queued = MHD_queue_response(connection, answer.status, response);
  MHD_destroy_response(response);
  return queued;
}

}  // namespace

struct HttpServer::Callbacks {
  static MHD_Result answer(void* self, MHD_Connection* connection, const char* url,
                           const char* method, const char*, const char*, std::size_t*, void**) {
    const auto& server = *static_cast<HttpServer*>(self);
    const std::string_view verb = method;
    if (verb != MHD_HTTP_METHOD_GET && verb != MHD_HTTP_METHOD_HEAD)
      return send(connection,
                  {MHD_HTTP_METHOD_NOT_ALLOWED, plain, "nothing can be changed here\n"});
    if (!is_for_this_machine(connection))
      return send(connection, {MHD_HTTP_MISDIRECTED_REQUEST, plain,
                               "ask by an address in digits, or by localhost\n"});
    return send(connection, answer_to(url, server.board_, server.clock_.steady()));
  }

  static void changed(void* self, MHD_Connection* connection, void**,
                      MHD_ConnectionNotificationCode what) {
    auto& server = *static_cast<HttpServer*>(self);
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
      server.open_.erase(connection);
      return;
    }
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    server.open_[connection] = {steady_clock::now(), info->connect_fd};
    if (server.open_.size() > http_connections_max) server.close_oldest();
  }
};

HttpServer::HttpServer(const AdminAddress& address, const Board& board, const clock::Clock& clock)
    : board_(board),
      clock_(clock),
      listening_(listen_at(address)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (listening_ < 0 || !wake_) fail("eventfd");
  daemon_ = MHD_start_daemon(MHD_USE_EPOLL, 0, nullptr, nullptr, &Callbacks::answer, this,
                             MHD_OPTION_LISTEN_SOCKET, listening_, MHD_OPTION_NOTIFY_CONNECTION,
                             &Callbacks::changed, this, MHD_OPTION_CONNECTION_LIMIT,
                             static_cast<unsigned>(2 * http_connections_max),
                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, http_header_bytes_max,
                             MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
  if (daemon_ == nullptr) fail("MHD_start_daemon");
  thread_ = std::thread([this] { run(); });
}

HttpServer::~HttpServer() {
  stopping_ = true;
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof one);
  thread_.join();
  MHD_stop_daemon(daemon_);
}

std::uint16_t HttpServer::port() const {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  ::getsockname(listening_, reinterpret_cast<sockaddr*>(&bound), &size);
  // The port stands at the same place in both kinds of address.
  return ntohs(reinterpret_cast<const sockaddr_in*>(&bound)->sin_port);
}

void HttpServer::run() {
  ::setpriority(PRIO_PROCESS, 0, niceness);  // of this thread alone, on Linux
  const int epoll = MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
  while (!stopping_) {
    pollfd items[] = {{epoll, POLLIN, 0}, {wake_.get(), POLLIN, 0}};
    ::poll(items, std::size(items), wait_ms());
    close_overdue();
    MHD_run(daemon_);
  }
}

int HttpServer::wait_ms() const {
  constexpr int look_again_ms = 100;  // for connections that are overdue
  MHD_UNSIGNED_LONG_LONG wanted = 0;
  if (MHD_get_timeout(daemon_, &wanted) == MHD_YES)
    return static_cast<int>(std::min<MHD_UNSIGNED_LONG_LONG>(wanted, look_again_ms));
  return open_.empty() ? -1 : look_again_ms;
}

/// The library's own time begins anew with each byte, which a slow client can send for ever.
void HttpServer::close_overdue() {
  const auto before = steady_clock::now() - http_time_max;
  for (auto& [connection, open] : open_)
    if (open.since < before && open.socket >= 0)
      ::shutdown(std::exchange(open.socket, -1), SHUT_RDWR);
}

void HttpServer::close_oldest() {
  const auto age = [](const auto& entry) {
    return std::pair{entry.second.socket < 0, entry.second.since};
  };
  const auto oldest = std::ranges::min_element(open_, {}, age);
  if (oldest->second.socket >= 0) ::shutdown(std::exchange(oldest->second.socket, -1), SHUT_RDWR);
}

}  // namespace bookrent::gateway
