// How many rents a second the whole suite acknowledges in one process and one thread: the real
// gateway, contexts and databases, with a network that delivers at once. It is linked twice, with
// the gateway's identity and without; tests/bench/identity_cost compares them.
// Usage: rents_with_identity|rents_without_identity one|known|new USERS [NODE]
//   one    a manager's token asks for all users
//   known  each user has a token, which the gateway has seen before
//   new    each user has a token, which the gateway sees for the first time
// Writes rents in a second of the processor's time, and in a second. Each user rents ten books. The
// turns of NODE while they do, of the gateway or a context, are those below watched_turn(), for
// scripts/instructions.
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "common/contract/book.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "common/log/log.hpp"
#include "tests/bench/shown_token.hpp"
#include "tests/support/whole_suite.hpp"

namespace bookrent::bench {

/// By its name a profiler finds it.
[[gnu::noinline]] std::vector<bus::Parcel> watched_turn(bus::Node& node,
                                                        std::span<const bus::Parcel> arrived);
std::vector<bus::Parcel> watched_turn(bus::Node& node, std::span<const bus::Parcel> arrived) {
  return node.turn(arrived);
}

namespace {

using std::string;

constexpr std::int64_t books = 10;  // what a user may have at a time
constexpr std::size_t in_flight = 64;

class Load {
 public:
  Load(bool one_token, std::int64_t users) : one_token_(one_token), users_(users) {
    for (std::int64_t user = 1; user <= users; ++user)
      tokens_.push_back(shown_token(fmt::format("user:{}", user), "customer"));
    fill();
  }

  void show_tokens() {
    for (std::int64_t user = 1; user <= users_; ++user)
      send("gateway", "whoami", "{}", token_of(user));
    settle();
  }

  void watch(const string& node) { suite_.watch(node, watched_turn); }

  void rent() {
    for (std::int64_t book = 1; book <= books; ++book)
      for (std::int64_t user = 1; user <= users_; ++user)
        send("rental", contract::RentBook::operation,
             contract::encode(contract::RentBook{user, book, {}}), token_of(user));
    settle();
  }

 private:
  const string& token_of(std::int64_t user) {
    return one_token_ ? manager_ : tokens_[static_cast<std::size_t>(user - 1)];
  }

  void fill() {
    for (std::int64_t user = 1; user <= users_; ++user)
      send("user", contract::AddUser::operation,
           contract::encode(contract::AddUser{"고객", fmt::format("u{}@example.org", user), {}}),
           manager_);
    for (std::int64_t number = 1; number <= books; ++number) {
      contract::AddBook book;
      book.title = fmt::format("제목 {}", number);
      book.fee = 1'500;
      book.copies = users_;
      send("book", contract::AddBook::operation, contract::encode(book), manager_);
    }
    settle();
    suite_.pass(std::chrono::seconds{2});
  }

  void send(const string& context, const string& op, const string& body, const string& token) {
    under_way_.push_back(suite_.send(context, op, body, {}, {}, token));
    if (under_way_.size() == in_flight) settle();
  }

  void settle() {
    for (const string& id : under_way_) {
      const auto reply = suite_.wait_for(id);
      if (reply.error) throw std::runtime_error(reply.error->message);
    }
    under_way_.clear();
  }

  const bool one_token_;
  const std::int64_t users_;
  const string manager_ = shown_token("user:1000000", "manager");
  std::vector<string> tokens_;
  support::WholeSuite suite_;
  std::vector<string> under_way_;
};

int run(std::string_view pattern, std::int64_t users, const string& node) {
  log::configure("rents", log::Level::error);
  Load load(pattern == "one", users);
  if (pattern != "new") load.show_tokens();
  if (!node.empty()) load.watch(node);
  const auto began = std::chrono::steady_clock::now();
  const std::clock_t began_processor = std::clock();
  load.rent();
  const auto processor = static_cast<double>(std::clock() - began_processor) / CLOCKS_PER_SEC;
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  const auto rents = static_cast<double>(users * books);
  fmt::print("{:.0f} {:.0f}\n", rents / processor, rents / took.count());
  return 0;
}

}  // namespace
}  // namespace bookrent::bench

int main(int argc, char** argv) try {
  const std::string_view pattern = argc == 3 || argc == 4 ? argv[1] : "";
  if (pattern != "one" && pattern != "known" && pattern != "new") return 64;
  return bookrent::bench::run(pattern, std::stoll(argv[2]), argc == 4 ? argv[3] : "");
} catch (const std::exception& fault) {
  fmt::print(stderr, "{}\n", fault.what());
  return 70;
}
