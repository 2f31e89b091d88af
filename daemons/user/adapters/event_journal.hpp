#pragma once
// The events of one message on their way into the log. Cheap to make; lives as long as the handling
// of that message.
#include <string>

#include "common/turn/effects.hpp"
#include "daemons/user/application/ports.hpp"

namespace bookrent::user {

class EventJournal final : public Journal {
 public:
  EventJournal(turn::Effects& effects, std::string actor, std::string traceparent)
      : effects_(effects), actor_(std::move(actor)), traceparent_(std::move(traceparent)) {}
  void publish(const contract::UserRegistered& event) override;
  void publish(const contract::UserChanged& event) override;

 private:
  template <class Event>
  void append(const Event& event);

  turn::Effects& effects_;
  std::string actor_;
  std::string traceparent_;
};

}  // namespace bookrent::user
