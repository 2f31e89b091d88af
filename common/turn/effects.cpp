#include "common/turn/effects.hpp"

namespace bookrent::turn {

void Effects::publish(const eventlog::NewEvent& event) {
  events_.push_back(log_.append(event, now_));
}

void Effects::undo_to(const Mark& mark) {
  const bool appended = events_.size() > mark.events;
  events_.resize(mark.events);
  calls_.resize(mark.calls);
  replies_.resize(mark.replies);
  changes_.resize(mark.changes);
  if (appended) log_.reload();
}

message::Positions Effects::position() const {
  return {{log_.source(), {log_.epoch(), log_.head()}}};
}

}  // namespace bookrent::turn
