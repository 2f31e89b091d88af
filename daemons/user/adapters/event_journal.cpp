#include "daemons/user/adapters/event_journal.hpp"

#include <fmt/format.h>

#include "common/contract/codec.hpp"

namespace bookrent::user {

template <class Event>
void EventJournal::append(const Event& event) {
  effects_.publish({std::string{contract::event_type<Event>()},
                    fmt::format("user/{}", event.user_id), actor_, traceparent_,
                    contract::encode(event)});
}

void EventJournal::publish(const contract::UserRegistered& event) { append(event); }
void EventJournal::publish(const contract::UserChanged& event) { append(event); }

}  // namespace bookrent::user
