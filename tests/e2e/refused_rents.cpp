// How long a client waits for a rent that is refused because payments are slow: one after the other
// over one connection, until so many were refused.
// Usage: BOOKRENT_TOKEN=... refused_rents SOCKET-PATH COUNT USERS BOOK-ID; users take turns
// Exit status 0 when as many were refused, with their times on a line.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include "common/client/client.hpp"

namespace bookrent {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds patience{10};  // for one
constexpr std::chrono::minutes enough{1};     // for all

bool is_refusal(const client::Outcome& outcome) {
  const auto* reply = std::get_if<message::Reply>(&outcome.answer);
  return reply != nullptr && reply->error && reply->error->reason == "payment_unavailable";
}

int run(char** argv) {
  const clock::SystemClock clock;
  random::SystemRandom random;
  client::Client client(fmt::format("ipc://{}", argv[1]), {}, clock, random);
  message::Request rent;
  rent.to = "rental";
  rent.op = "rent";
  rent.token = std::getenv("BOOKRENT_TOKEN");
  const int users = std::stoi(argv[3]);
  std::vector<double> took_ms;
  int user = 0;
  const std::size_t wanted = std::stoul(argv[2]);
  for (const auto began = Clock::now(); took_ms.size() < wanted && Clock::now() < began + enough;) {
    user = user % users + 1;
    rent.body = fmt::format(R"({{"user_id":{},"book_id":{}}})", user, argv[4]);
    rent.key = random::uuid(random);
    const auto asked = Clock::now();
    const auto outcome = client.wait_for(client.submit(rent, clock.steady() + patience));
    const std::chrono::duration<double, std::milli> took = Clock::now() - asked;
    if (is_refusal(outcome)) took_ms.push_back(took.count());
  }
  if (took_ms.size() < wanted) {
    fmt::print(stderr, "only {} were refused\n", took_ms.size());
    return 1;
  }
  std::ranges::sort(took_ms);
  fmt::print("{} refusals over one connection: p50 {:.2f} ms, p99 {:.2f} ms, slowest {:.2f} ms\n",
             wanted, took_ms[wanted / 2], took_ms[wanted * 99 / 100], took_ms.back());
  return 0;
}

}  // namespace
}  // namespace bookrent

int main(int argc, char** argv) {
  return argc == 5 && std::getenv("BOOKRENT_TOKEN") != nullptr ? bookrent::run(argv) : 64;
}
