#pragma once
// Many commands over one connection, a bounded number at a time, their outcomes in input order.
#include <deque>
#include <functional>
#include <optional>

#include "cli/session.hpp"

namespace bookrent::cli {

inline constexpr std::size_t pipelined_max = 512;

class Pipeline {
 public:
  /// Takes the reply to the request that came from `line`.
  using Deliver = std::function<void(std::size_t line, const message::Reply& reply)>;

  Pipeline(Session& session, client::Client& client, Deliver deliver)
      : session_(session), client_(client), deliver_(std::move(deliver)) {}

  /// Sends, after waiting for room.
  void add(std::size_t line, message::Request request);
  /// Takes the place of a reply that is known without asking.
  void add_answered(std::size_t line, message::Reply reply);
  /// Waits for all that is under way.
  void finish();

 private:
  struct Slot {
    std::size_t line;
    std::size_t ticket;
    std::optional<message::Reply> reply;
  };

  void take_some();
  void deliver_ready();

  Session& session_;
  client::Client& client_;
  Deliver deliver_;
  std::deque<Slot> slots_;
  message::Positions seen_;
};

}  // namespace bookrent::cli
