#include "daemons/book/adapters/event_journal.hpp"

#include <fmt/format.h>

#include "common/contract/codec.hpp"

namespace bookrent::book {

template <class Event>
void EventJournal::append(const Event& event) {
  effects_.publish({std::string{contract::event_type<Event>()},
                    fmt::format("book/{}", event.book_id), actor_, traceparent_,
                    contract::encode(event)});
}

void EventJournal::publish(const contract::BookRegistered& event) { append(event); }
void EventJournal::publish(const contract::BookChanged& event) { append(event); }
void EventJournal::publish(const contract::BookWithdrawn& event) { append(event); }

}  // namespace bookrent::book
