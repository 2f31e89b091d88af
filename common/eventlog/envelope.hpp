#pragma once
// One event in its CloudEvents 1.0 envelope (JSON format). The text made here is what is stored,
// chained and sent; it is never made anew from its fields.
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "common/clock/instant.hpp"

namespace bookrent::eventlog {

/// An event as its context publishes it.
struct NewEvent {
  std::string type;     // bookrent.rental.rented.v1
  std::string subject;  // rental/17
  std::string actor;    // who caused it: user:3, service:payment, manager:0
  std::string traceparent;
  std::string data;  // a JSON object
};

/// An event as a consumer reads it.
struct Event {
  std::string source;
  std::int64_t sequence = 0;
  std::string type;
  std::string subject;
  std::string actor;
  std::string traceparent;
  clock::Instant time;
  std::string data;  // a JSON object
};

std::string envelope(const NewEvent& event, std::string_view source, std::int64_t sequence,
                     clock::Instant time);

/// Error: what is wrong with the text.
std::expected<Event, std::string> read_envelope(std::string_view text);

}  // namespace bookrent::eventlog
