#pragma once
// The asking side of the bus: requests and fetches through the gateway, many at a time over one
// connection. A request is repeated with its idempotency key when the gateway was lost and found
// again, and every few seconds, until its time is over; so a restart anywhere shows as a pause.
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "common/bus/socket.hpp"
#include "common/clock/clock.hpp"
#include "common/message/message.hpp"
#include "common/random/random.hpp"

namespace bookrent::client {

inline constexpr clock::Milliseconds repeat_interval{2000};

/// How one request or fetch ended.
struct Outcome {
  enum class Kind {
    answered,    // reply or events
    no_gateway,  // nobody was there in time: nothing was sent
    no_answer,   // it was sent, and what became of it is not known
    refused,     // the gateway does not take the key of our link: nothing was sent
  };
  std::size_t ticket = 0;
  Kind kind = Kind::answered;
  std::variant<message::Reply, message::Events> answer;
};

class Client {
 public:
  /// With `keys` the gateway has to prove that it holds its own, and we ours.
  Client(const std::string& endpoint, const std::optional<bus::LinkKeys>& keys,
         const clock::Clock& clock, random::Random& random);

  /// Sends a request; its `id` is chosen here and `ttl_ms` follows from `deadline`.
  /// Returns the ticket under which it ends.
  std::size_t submit(message::Request request, clock::Steady deadline);
  std::size_t submit(message::Fetch fetch, clock::Steady deadline);

  /// Waits until something ends, at most until `until` or until the descriptor `wake` can be read,
  /// when there is one; what has ended, possibly nothing.
  std::vector<Outcome> wait(clock::Steady until, int wake = -1);
  /// Waits for one request; what else ends meanwhile is given by the next wait().
  Outcome wait_for(std::size_t ticket);

  std::size_t under_way() const { return open_.size() + ended_.size(); }
  /// True once the gateway has been reached.
  bool connected() const { return connected_; }
  /// Whoever is there did not prove to be the gateway, or was not asked in its language.
  bool met_a_stranger() const { return met_a_stranger_; }

 private:
  struct Open {
    std::variant<message::Request, message::Fetch> what;
    clock::Steady deadline;
    clock::Steady repeat_at;
    bool sent = false;
  };

  std::size_t open(std::variant<message::Request, message::Fetch> what, clock::Steady deadline);
  void send(Open& open);
  void send_due();
  void take_connections();
  void take_answers(std::vector<Outcome>& ended);
  void take_expired(std::vector<Outcome>& ended);
  clock::Steady wake_at() const;

  const clock::Clock& clock_;
  std::string traceparent_;
  zmq::context_t zeromq_;
  bus::Socket gateway_;
  zmq::socket_t watch_;
  std::map<std::size_t, Open> open_;
  std::vector<Outcome> ended_;  // and not given yet
  std::size_t last_ticket_ = 0;
  bool connected_ = false;
  bool refused_ = false;
  bool met_a_stranger_ = false;
};

}  // namespace bookrent::client
