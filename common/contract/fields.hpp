#pragma once
// How the *_json.cpp files say a struct once and get both directions: they list its fields in a
// function `fields(visitor, struct)`, and Writer and Reader are the two visitors.
#include <fmt/format.h>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/clock/instant.hpp"
#include "common/contract/codec.hpp"
#include "common/json/read.hpp"
#include "common/json/write.hpp"

namespace bookrent::contract {

/// What a Reader throws inside decode(): the message for a person.
struct BadField : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An enum of the contract: word(value) gives its word, from_word its value.
template <class T>
concept Worded = std::is_enum_v<T> && requires(T value, std::string_view text) {
  { word(value) } -> std::convertible_to<std::string_view>;
  { from_word(text, value) } -> std::convertible_to<bool>;
};

template <class T>
concept List = requires(T list) { list.emplace_back(); } && !std::same_as<T, std::string>;

class Writer {
 public:
  template <class T>
  void operator()(const char* name, const T& value) {
    if constexpr (requires { value.has_value(); }) {
      if (value) (*this)(name, *value);
    } else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::int64_t> ||
                         std::same_as<T, bool>) {
      object_.add(name, value);
    } else {
      object_.add_json(name, text_of(value));
    }
  }

  /// The JSON of any value of the contract.
  template <class T>
  static std::string text_of(const T& value) {
    if constexpr (Worded<T>) {
      return json::quoted(word(value));
    } else if constexpr (std::same_as<T, clock::Instant>) {
      return json::quoted(clock::rfc3339(value));
    } else if constexpr (std::same_as<T, std::string>) {
      return json::quoted(value);
    } else if constexpr (std::same_as<T, std::int64_t>) {
      return std::to_string(value);
    } else if constexpr (List<T>) {
      json::ArrayText list;
      for (const auto& one : value) list.add_json(text_of(one));
      return list.text();
    } else {
      Writer writer;
      fields(writer, const_cast<T&>(value));  // the visitor only reads
      return writer.object_.text();
    }
  }

 private:
  json::ObjectText object_;
};

class Reader {
 public:
  explicit Reader(json::Object json) : json_(json) {}

  template <class T>
  void operator()(const char* name, T& value) {
    const auto found = json::member(json_, name);
    if constexpr (requires { value.has_value(); }) {
      if (found) read(name, *found, value.emplace());
    } else {
      if (!found) throw BadField(fmt::format("{} is missing", name));
      read(name, *found, value);
    }
  }

  static json::Object object(const char* name, json::Value json);

 private:
  static void read(const char* name, json::Value json, std::string& value);
  static void read(const char* name, json::Value json, std::int64_t& value);
  static void read(const char* name, json::Value json, bool& value);
  static void read(const char* name, json::Value json, clock::Instant& value);

  template <Worded T>
  static void read(const char* name, json::Value json, T& value) {
    std::string text;
    read(name, json, text);
    if (!from_word(text, value)) throw BadField(fmt::format("{} cannot be '{}'", name, text));
  }

  template <class T>
  static void read(const char* name, json::Value json, std::vector<T>& value) {
    const auto list = json::as_array(json);
    if (!list) throw BadField(fmt::format("{} must be a list", name));
    for (const json::Value one : *list) read(name, one, value.emplace_back());
  }

  template <class T>
    requires requires(Reader& reader, T& object) { fields(reader, object); }
  static void read(const char* name, json::Value json, T& value) {
    Reader reader(object(name, json));
    fields(reader, value);
  }

  json::Object json_;
};

template <class T>
std::string encode_fields(const T& value) {
  return Writer::text_of(value);
}

/// What `read(value, object)` reads out of the JSON object in `text`.
template <class T, class Read>
std::expected<T, std::string> decode_with(std::string_view text, const Read& read) {
  thread_local json::Document document;
  const auto object = document.read_object(text);
  if (!object) return std::unexpected("not a JSON object");
  try {
    T value{};
    read(value, *object);
    return value;
  } catch (const BadField& bad) {
    return std::unexpected(bad.what());
  }
}

template <class T>
std::expected<T, std::string> decode_fields(std::string_view text) {
  return decode_with<T>(text, [](T& value, json::Object object) {
    Reader reader(object);
    fields(reader, value);
  });
}

}  // namespace bookrent::contract

// Makes encode() and decode() of a struct whose fields() stands above.
#define BOOKRENT_CONTRACT_CODEC(Type)                              \
  template <>                                                      \
  std::string encode(const Type& value) {                          \
    return encode_fields(value);                                   \
  }                                                                \
  template <>                                                      \
  std::expected<Type, std::string> decode(std::string_view text) { \
    return decode_fields<Type>(text);                              \
  }
// The same for an event, with its type on the wire.
#define BOOKRENT_CONTRACT_EVENT(Type, wire_type) \
  BOOKRENT_CONTRACT_CODEC(Type)                  \
  template <>                                    \
  std::string_view event_type<Type>() {          \
    return wire_type;                            \
  }
