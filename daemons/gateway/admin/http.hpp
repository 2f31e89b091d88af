#pragma once
// What others ask over HTTP: the page and its figures, `/metrics`, `/livez` and `/readyz`. A thread
// of its own, which sees the board and nothing else of the gateway; so however it is used, requests
// of bookrent go on.
#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <thread>

#include "common/suite/file_descriptor.hpp"
#include "daemons/gateway/admin/address.hpp"
#include "daemons/gateway/admin/board.hpp"

struct MHD_Daemon;
struct MHD_Connection;

namespace bookrent::gateway {

/// Open connections; the oldest is closed for a newer one, so slow ones do not keep others out.
inline constexpr std::size_t http_connections_max = 32;
/// From the first byte to the last; after it a connection is closed, whatever it is doing.
inline constexpr std::chrono::seconds http_time_max{5};
/// What is kept of a request, and of the beginning of an answer, in memory; a larger header is
/// refused.
inline constexpr std::size_t http_header_bytes_max = 8 * 1024;

class HttpServer {
 public:
  /// Serves `board`, which it borrows, from now on. Throws std::system_error where the address
  /// cannot be had. The caller has blocked the signals that it takes itself.
  HttpServer(const AdminAddress& address, const Board& board, const clock::Clock& clock);
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer();

  /// The port that it has, also where any was asked for.
  std::uint16_t port() const;

 private:
  struct Open {
    std::chrono::steady_clock::time_point since;
    int socket = -1;
  };
  struct Callbacks;

  void run();
  int wait_ms() const;
  void close_overdue();
  void close_oldest();

  const Board& board_;
  const clock::Clock& clock_;
  int listening_ = -1;  // of the daemon once it has begun
  suite::FileDescriptor wake_;
  MHD_Daemon* daemon_ = nullptr;
  std::map<MHD_Connection*, Open> open_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace bookrent::gateway
