#pragma once
// Somebody with a terminal: sends commands through the gateway as the client library does (the same
// key and id until its patience ends), and remembers what it was told.
#include <optional>
#include <string>
#include <vector>

#include "common/contract/codec.hpp"
#include "common/message/message.hpp"
#include "tests/simulation/suite.hpp"

namespace bookrent::simulation {

struct Command {
  std::string context, op, body;
  std::string key;
  std::string traceparent;  // found again in the events that the command caused
  message::Positions after;
  Time give_up_at = 0;
  bool repeats = true;                 // sent again while there is no answer
  std::string id;                      // of the present attempt
  std::int64_t rental_id = 0;          // of a cancel or return
  std::optional<message::Reply> told;  // the final answer; nothing: unknown
  std::optional<message::Reply> last;  // the newest answer
  bool ended = false;
};

class Customer {
 public:
  struct World {
    Schedule& schedule;
    Suite& suite;
    std::function<void(std::string)> complain;
  };

  Customer(World world, Dice dice, std::string name);

  /// Acts `times` times, with pauses.
  void act(int times);
  /// Nothing is planned, and nothing unanswered.
  bool idle() const { return actions_left_ == 0 && open_.empty(); }
  /// Sends one command and does not repeat it: the suite alone must see to it.
  void send_once();

  const std::vector<Command>& history() const { return history_; }

 private:
  void act_later();
  void act_now();
  Command add_book();
  Command rent();
  Command end(const char* op);
  Command repeat();
  void look_at(std::int64_t rental_id, const message::Positions& after);

  std::size_t submit(Command command);
  void send(std::size_t index);
  void send_again_later(std::size_t index);
  void receive(const message::Parts& parts);
  void take(std::size_t index, const message::Reply& reply);
  void finish(std::size_t index, std::optional<message::Reply> told);
  void learn(const Command& command, const message::Reply& reply);

  World world_;
  Dice dice_;
  std::string name_;
  std::vector<Command> history_;
  std::vector<std::size_t> open_;
  std::vector<std::int64_t> rentals_;  // that it knows of
  std::int64_t user_id_ = 0;
  int actions_left_ = 0;
  int attempts_ = 0;
};

}  // namespace bookrent::simulation
