#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include "common/suite/file_descriptor.hpp"
#include "daemons/gateway/admin/http.hpp"

namespace bookrent::gateway {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// The real server on a free port of the loopback address, asked by hand.
class ServedPage : public testing::Test {
 protected:
  /// All that is sent back until the end of the connection.
  std::string ask(const std::string& request) {
    const suite::FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server.sin_port = htons(server_.port());
    EXPECT_EQ(::connect(socket.get(), reinterpret_cast<const sockaddr*>(&server), sizeof server),
              0);
    EXPECT_EQ(::send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL),
              std::ssize(request));
    std::string answer;
    std::array<char, 4096> part{};
    for (ssize_t got = 0; (got = ::recv(socket.get(), part.data(), part.size(), 0)) > 0;)
      answer.append(part.data(), static_cast<std::size_t>(got));
    return answer;
  }
  std::string get(const std::string& path, const std::string& host = "127.0.0.1") {
    return ask("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  clock::SystemClock clock_;
  Board board_;
  HttpServer server_{read_admin_address("127.0.0.1:0").value(), board_, clock_};
};

TEST_F(ServedPage, lets_nothing_in_from_elsewhere) {
  for (const char* path : {"/", "/page.js", "/style.css", "/figures.json", "/nothing"}) {
    const std::string answer = get(path);
    EXPECT_THAT(answer, HasSubstr("\r\nContent-Security-Policy: default-src 'self'; ")) << path;
    EXPECT_THAT(answer, HasSubstr("\r\nX-Content-Type-Options: nosniff\r\n")) << path;
    EXPECT_THAT(answer, HasSubstr("\r\nReferrer-Policy: no-referrer\r\n")) << path;
    EXPECT_THAT(answer, Not(HasSubstr("Access-Control"))) << path;
  }
}

TEST_F(ServedPage, is_whole) {
  const std::string answer = get("/");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Type: text/html; charset=utf-8\r\n"));
  EXPECT_TRUE(answer.ends_with("</html>\n"));
}

TEST_F(ServedPage, has_a_head_without_a_body) {
  const std::string answer = ask("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(ServedPage, cannot_be_changed) {
  for (const std::string method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
    const std::string answer =
        ask(method + " / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 405 ")) << method;
    EXPECT_THAT(answer, HasSubstr("\r\nAllow: GET, HEAD\r\n")) << method;
  }
}

TEST_F(ServedPage, is_not_for_who_comes_under_another_name) {
  for (const char* path : {"/", "/page.js", "/figures.json"})
    EXPECT_THAT(get(path, "evil.example"), StartsWith("HTTP/1.1 421 ")) << path;
}

TEST_F(ServedPage, has_nothing_else) {
  EXPECT_THAT(get("/nothing"), StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(get("/../style.css"), StartsWith("HTTP/1.1 404 "));
}

}  // namespace
}  // namespace bookrent::gateway
