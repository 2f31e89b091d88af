#pragma once
// JSON text that goes out with every message, written as it stands: no tree of values is made
// first.
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace bookrent::json {

/// Appends `text` as a JSON string, as nlohmann::json::dump does. Throws std::invalid_argument for
/// what is not UTF-8.
void append_quoted(std::string& to, std::string_view text);
std::string quoted(std::string_view text);

/// An object that grows by a member at a time, in their order; the caller sees to it that no name
/// comes twice. Names are plain: nothing in them has to be escaped.
class ObjectText {
 public:
  ObjectText& add(std::string_view name, std::string_view text);
  ObjectText& add(std::string_view name, const char* text) {
    return add(name, std::string_view{text});
  }
  ObjectText& add(std::string_view name, std::int64_t number);
  ObjectText& add(std::string_view name, std::same_as<bool> auto flag) {
    return add_json(name, flag ? "true" : "false");
  }
  /// `json` is any JSON text.
  ObjectText& add_json(std::string_view name, std::string_view json);

  std::string text() const { return text_ + '}'; }

 private:
  void begin_member(std::string_view name);

  std::string text_ = "{";
};

/// The same for an array of JSON texts.
class ArrayText {
 public:
  ArrayText& add_json(std::string_view json);
  std::string text() const { return text_ + ']'; }

 private:
  std::string text_ = "[";
};

}  // namespace bookrent::json
