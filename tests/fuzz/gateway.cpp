// A gateway among strangers: whatever its clients and workers send, each client gets one answer to
// each request, and nothing leaves that its receiver could not read. Input: steps between group
// separators. A step is `c1`, `w2` (a client or worker sends; its frames follow, each after a
// record separator), `u2` (worker 2 cannot be reached), or `t500` (milliseconds pass).
#include "daemons/gateway/gateway.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "common/log/log.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"
#include "tests/support/fake_ports.hpp"
#include "tests/support/tokens.hpp"

namespace bookrent::fuzz {
namespace {

using bus::Link;
using message::Parts;

/// What a client may count on: how many of its messages must be answered, and how many may be.
struct Account {
  int must = 0, may = 0, answers = 0;
};

class World {
 public:
  void take(const std::string& step) {
    Parts parts = split(step, record_separator);
    const std::string who = parts.front();
    parts.erase(parts.begin());
    if (who.starts_with('c')) client_sends(who, std::move(parts));
    if (who.starts_with('w')) turn({{Link::workers, who, std::move(parts)}});
    if (who.starts_with('u')) gateway_.undeliverable({Link::workers, 'w' + who.substr(1), {}});
    if (who.starts_with('t')) pass(clock::Milliseconds{milliseconds(who.substr(1))});
  }

  /// Longer than anything may wait.
  void settle() {
    for (int minutes = 0; minutes < 3; ++minutes) pass(std::chrono::minutes{1});
    claim(gateway_.pending() == 0, "in the end nothing waits");
    for (const auto& [client, account] : accounts_)
      claim(account.answers >= account.must, "no request stays without an answer");
  }

 private:
  static int milliseconds(std::string_view text) {
    int number = 0;
    std::from_chars(text.begin(), text.end(), number);
    return std::clamp(number, 0, 60'000);
  }

  void client_sends(const std::string& client, Parts parts) {
    Account& account = accounts_[client];
    const auto message = message::decode(parts);
    ++account.may;
    // A fetch is not answered when its time is up: its reader asks again.
    if (!message || !std::holds_alternative<message::Fetch>(*message)) ++account.must;
    turn({{Link::clients, client, std::move(parts)}});
  }

  void pass(clock::Milliseconds time) {
    clock_.advance(time);
    turn({});
  }

  void turn(std::vector<bus::Parcel> arrived) {
    for (const bus::Parcel& parcel : gateway_.turn(arrived)) check(parcel);
    claim(gateway_.wake_at() >= clock_.steady() || !gateway_.done(), "it wakes when it must");
  }

  void check(const bus::Parcel& parcel) {
    const auto message = message::decode(parcel.parts);
    // Who sent what has no id that can be read gets a refusal without one.
    claim(message.has_value() || message.error().what == "id is missing",
          "what leaves is readable");
    if (parcel.link != Link::clients) return;
    claim(!message || std::holds_alternative<message::Reply>(*message) ||
              std::holds_alternative<message::Events>(*message),
          "a client gets replies and pages");
    Account& account = accounts_[parcel.peer];
    claim(++account.answers <= account.may, "nothing is answered twice");
  }

  support::FakeClock clock_;
  support::SeededRandom random_;
  support::TestKeys keys_;
  gateway::Gateway gateway_{{}, keys_, clock_, random_};
  std::map<std::string, Account> accounts_;
};

}  // namespace

void run(std::string_view input) {
  static const bool quiet = (log::configure("fuzz", log::Level::error), true);
  static_cast<void>(quiet);
  World world;
  for (const std::string& step : split(input, group_separator)) world.take(step);
  world.settle();
}

}  // namespace bookrent::fuzz
