#pragma once
// What a turn will let out once it has been committed: events, calls, held-back replies; and what
// is written once for all of its messages. A handler adds to it; when what the handler did is
// undone, so is what it added.
#include <cstdint>
#include <string>
#include <vector>

#include "common/clock/clock.hpp"
#include "common/eventlog/log.hpp"
#include "common/message/message.hpp"

namespace bookrent::turn {

/// A request to another context. `about` comes back with the reply and says what it was for.
struct Call {
  std::string to;
  std::string op;
  std::string key;
  std::string body;
  std::string about;
  std::string traceparent;
  clock::Milliseconds ttl{0};
};

/// The reply to a request that was answered Later, under the key it came with. A retryable error is
/// not kept: a repeat of the request is then tried anew.
struct LateReply {
  std::string principal;  // message::Principal::id()
  std::string key;
  message::Reply reply;
};

/// By how much a number changes that the service keeps.
struct Change {
  int which;  // as the service calls it
  std::int64_t by;
};

class Effects {
 public:
  Effects(eventlog::Log& log, clock::Instant now, clock::Steady steady)
      : log_(log), now_(now), steady_(steady) {}

  /// The time of this turn; the same for everything in it.
  clock::Instant now() const { return now_; }
  /// The same on the clock that never jumps.
  clock::Steady steady() const { return steady_; }

  /// Appends to the log now, and lets the event out after the commit.
  void publish(const eventlog::NewEvent& event);
  void call(Call call) { calls_.push_back(std::move(call)); }
  void answer(LateReply reply) { replies_.push_back(std::move(reply)); }

  /// Leaves a change to the end of the turn: the service writes all of them in write_changes().
  void change(const Change& change) { changes_.push_back(change); }

  /// A place to come back to when a handler is undone.
  struct Mark {
    std::size_t events, calls, replies, changes;
  };
  Mark mark() const { return {events_.size(), calls_.size(), replies_.size(), changes_.size()}; }
  void undo_to(const Mark& mark);

  /// The bytes of the events appended in this turn, dense up to the log's head.
  const std::vector<std::string>& events() const { return events_; }
  const std::vector<Call>& calls() const { return calls_; }
  std::vector<LateReply>& late_replies() { return replies_; }
  const std::vector<Change>& changes() const { return changes_; }
  /// Where the log stood when the newest event so far was appended.
  message::Positions position() const;

 private:
  eventlog::Log& log_;
  clock::Instant now_;
  clock::Steady steady_;
  std::vector<std::string> events_;
  std::vector<Call> calls_;
  std::vector<LateReply> replies_;
  std::vector<Change> changes_;
};

}  // namespace bookrent::turn
