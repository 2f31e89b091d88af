#pragma once
// Many commands over one connection, a bounded number at a time, their outcomes in input order.
#include <deque>
#include <functional>
#include <map>
#include <optional>

#include "cli/session.hpp"

namespace bookrent::cli {

inline constexpr std::size_t pipelined_max = 512;
/// How long a request is repeated that is told to come back later.
inline constexpr std::chrono::seconds told_to_wait_max{60};

class Pipeline {
 public:
  /// Takes the reply to the request that came from `line`.
  using Deliver = std::function<void(std::size_t line, const message::Reply& reply)>;

  Pipeline(Session& session, client::Client& client, Deliver deliver)
      : session_(session), client_(client), deliver_(std::move(deliver)) {}

  /// Sends, after waiting for room. What is told to come back later, as nothing was done and a
  /// moment helps, does so under the same key.
  void add(std::size_t line, message::Request request);
  /// Takes the place of a reply that is known without asking.
  void add_answered(std::size_t line, message::Reply reply);
  /// Goes on with what is under way until `descriptor` can be read, or its end is there. What is
  /// answered is written at once; throws std::system_error when stdout cannot be.
  void go_on_until(int descriptor);
  /// Waits for all that is under way.
  void finish();

 private:
  struct Slot {
    std::size_t line = 0;
    std::size_t ticket = 0;  // 0: not under way
    std::optional<message::Reply> reply;
    message::Request request;
    clock::Steady give_up;
  };

  void take_some(int wake = -1);
  void hand_over();
  void take(Slot& slot, message::Reply reply);
  void ask_again();
  std::size_t waiting() const { return client_.under_way() + again_.size(); }
  void deliver_ready();

  Session& session_;
  client::Client& client_;
  Deliver deliver_;
  std::deque<Slot> slots_;
  std::multimap<clock::Steady, Slot*> again_;  // those that come back, by when
  message::Positions seen_;
};

}  // namespace bookrent::cli
