#pragma once
// Between the structs of the contract and their JSON. encode() and decode() exist for exactly the
// types that a context's *_json.cpp names. Reading is strict about the fields it knows (presence,
// type, no NUL in text) and ignores fields it does not know.
#include <expected>
#include <string>
#include <string_view>
#include <type_traits>

namespace bookrent::contract {

/// A JSON object; fields in the order of the contract, absent optionals left out.
template <class T>
std::string encode(const T& value);

/// Error: which field is wrong and how, for a person.
template <class T>
std::expected<T, std::string> decode(std::string_view text);

/// The type of an event on the wire, such as `bookrent.rental.rented.v1`.
template <class Event>
std::string_view event_type();

/// Gives `take` the event behind `type` and `data` if it is one of `Events`; any other type is
/// passed over. Error: an event of a known type that cannot be read.
template <class... Events, class Take>
std::expected<void, std::string> read_event(std::string_view type, std::string_view data,
                                            const Take& take) {
  std::expected<void, std::string> result;
  const auto try_one = [&]<class Event>(std::type_identity<Event>) {
    if (type != event_type<Event>()) return false;
    if (const auto event = decode<Event>(data))
      take(*event);
    else
      result = std::unexpected(event.error());
    return true;
  };
  static_cast<void>((try_one(std::type_identity<Events>{}) || ...));
  return result;
}

}  // namespace bookrent::contract
