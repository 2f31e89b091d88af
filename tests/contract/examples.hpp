#pragma once
// One filled-in example of every struct of the contract. Every field is named, also the optional
// ones: the compiler warns of one that is left out, and so tells whoever adds a field.
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/clock/instant.hpp"
#include "common/contract/codec.hpp"

namespace bookrent::golden {

struct Example {
  std::string name;                            // the struct's: RentBook
  std::string text;                            // as its codec writes it
  std::optional<std::string> event_type = {};  // of an event
  /// Reads a text with the codec and writes it again. Error: the codec's.
  std::function<std::expected<std::string, std::string>(std::string_view)> read_and_write = {};
};

template <class T>
Example message(std::string name, const T& value) {
  const auto read_and_write = [](std::string_view text) -> std::expected<std::string, std::string> {
    const auto read = contract::decode<T>(text);
    if (!read) return std::unexpected(read.error());
    return contract::encode(*read);
  };
  return {std::move(name), contract::encode(value), std::nullopt, read_and_write};
}

template <class T>
Example event(std::string name, const T& value) {
  Example example = message(std::move(name), value);
  example.event_type = contract::event_type<T>();
  return example;
}

inline clock::Instant instant(std::string_view text) { return clock::parse_rfc3339(text).value(); }

std::vector<Example> user_examples();
std::vector<Example> book_examples();
std::vector<Example> rental_examples();
std::vector<Example> payment_examples();
std::vector<Example> view_examples();

/// A context and the examples of its contract.
struct Chapter {
  std::string context;
  std::vector<Example> examples;
};
inline std::vector<Chapter> all_examples() {
  return {{"user", user_examples()},
          {"book", book_examples()},
          {"rental", rental_examples()},
          {"payment", payment_examples()},
          {"view", view_examples()}};
}

}  // namespace bookrent::golden
