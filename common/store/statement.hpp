#pragma once
// A prepared statement with values bound by position and columns read by name. Adapters make each
// of theirs once and keep it; a statement is not re-entrant.
#include <SQLiteCpp/Statement.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/clock/instant.hpp"
#include "common/store/store.hpp"

namespace bookrent::store {

class Statement {
 public:
  /// Throws SQLite::Exception when `sql` does not fit the schema.
  Statement(Store& store, const std::string& sql) : statement_(store.database(), sql) {}

  /// Starts over with these values for `?1`, `?2`, … . Values are copied.
  template <class... Values>
  Statement& bind(const Values&... values) {
    statement_.tryReset();  // its result is the error of the run before, which was told then
    int position = 0;
    (put(++position, values), ...);
    return *this;
  }

  /// Moves to the next row; false after the last, when the statement is also reset.
  bool step() {
    if (statement_.executeStep()) return true;
    statement_.reset();
    return false;
  }

  /// Runs a statement whose rows, if any, do not matter. Returns the number of changed rows.
  template <class... Values>
  int run(const Values&... values) {
    bind(values...);
    while (statement_.executeStep()) {
    }
    statement_.reset();
    return statement_.getChanges();
  }

  /// Ends a read before its last row, so that it holds no snapshot open.
  void finish() { statement_.reset(); }

  std::int64_t integer(const char* column) { return statement_.getColumn(column).getInt64(); }
  bool flag(const char* column) { return integer(column) != 0; }
  /// Text or blob bytes.
  std::string text(const char* column) { return statement_.getColumn(column).getString(); }
  bool null(const char* column) { return statement_.getColumn(column).isNull(); }
  std::optional<std::int64_t> optional_integer(const char* column) {
    return null(column) ? std::nullopt : std::optional{integer(column)};
  }
  std::optional<std::string> optional_text(const char* column) {
    return null(column) ? std::nullopt : std::optional{text(column)};
  }
  /// Text as clock::rfc3339() writes it. Throws std::runtime_error for any other.
  clock::Instant instant(const char* column);
  std::optional<clock::Instant> optional_instant(const char* column) {
    return null(column) ? std::nullopt : std::optional{instant(column)};
  }

 private:
  void put(int position, std::string_view value) { statement_.bind(position, std::string{value}); }
  void put(int position, const std::string& value) { statement_.bind(position, value); }
  void put(int position, const char* value) { statement_.bind(position, value); }
  void put(int position, std::integral auto value) {
    statement_.bind(position, std::int64_t{value});
  }
  void put(int position, clock::Instant value) { statement_.bind(position, clock::rfc3339(value)); }
  void put(int position, std::span<const std::byte> blob) {
    statement_.bind(position, blob.data(), static_cast<int>(blob.size()));
  }
  template <class Value>
  void put(int position, const std::optional<Value>& value) {
    if (value)
      put(position, *value);
    else
      statement_.bind(position);
  }

  SQLite::Statement statement_;
};

}  // namespace bookrent::store
