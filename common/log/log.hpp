#pragma once
// Structured logging to stderr: text on a terminal, one JSON object a line otherwise. A line is a
// fixed message and named fields, among them `trace`, the correlation id that a request keeps
// through all daemons. Never put a secret or a token into a field.
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <variant>

namespace bookrent::log {

enum class Level { debug, info, warn, error };
std::optional<Level> level_of(std::string_view text);

/// Lives no longer than the call that it is made for: a line that is not written costs no copies.
struct Field {
  template <std::integral Number>
  Field(std::string_view field, Number number)
      : name(field), value(static_cast<std::int64_t>(number)) {}
  Field(std::string_view field, std::string_view text) : name(field), value(text) {}

  std::string_view name;
  std::variant<std::int64_t, std::string_view> value;
};

/// Sets the name of this process and the least level that is written. `json`: as JSON lines;
/// nothing: as stderr suits. Before it is called, info and above are written.
void configure(std::string_view process, Level level, std::optional<bool> json = {});

bool enabled(Level level);
void write(Level level, std::string_view message, std::initializer_list<Field> fields = {});

inline void debug(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::debug, message, fields);
}
inline void info(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::info, message, fields);
}
inline void warn(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::warn, message, fields);
}
inline void error(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::error, message, fields);
}

/// The 32-digit trace id within a W3C traceparent; empty when there is none.
std::string_view trace_of(std::string_view traceparent);

}  // namespace bookrent::log
