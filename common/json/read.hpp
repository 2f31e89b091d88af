#pragma once
// JSON text that comes with every message, read by simdjson: no tree of values is made, and no
// memory taken for each text.
#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bookrent::json {

/// They point into the Document that read them.
using Value = simdjson::dom::element;
using Object = simdjson::dom::object;
using Array = simdjson::dom::array;

/// Reads one text after the other, and holds the last one.
class Document {
 public:
  /// Nothing where `text` is no JSON or no object. No JSON is also what nests deeper than 1024
  /// levels, and a whole number beyond 64 bits.
  std::optional<Object> read_object(std::string_view text);

 private:
  simdjson::dom::parser parser_;
};

/// Nothing where it is absent or null. Of members with the same name the last one counts.
std::optional<Value> member(Object object, std::string_view name);

// Each is nothing where the value is of another type. Text may hold NUL characters.
std::optional<std::string_view> as_text(Value value);
/// Also nothing for a number that does not fit, or that is written with a fraction or an exponent.
std::optional<std::int64_t> as_integer(Value value);
std::optional<bool> as_flag(Value value);
std::optional<Object> as_object(Value value);
std::optional<Array> as_array(Value value);

/// As text without white space, its members in their order.
std::string minified(Value value);

}  // namespace bookrent::json
