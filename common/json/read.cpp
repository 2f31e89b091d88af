#include "common/json/read.hpp"

namespace bookrent::json {
namespace {

template <class Type>
std::optional<Type> as(Value value) {
  Type found{};
  if (value.get<Type>().get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

}  // namespace

std::optional<Object> Document::read_object(std::string_view text) {
  Value root;
  if (parser_.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) return std::nullopt;
  return as_object(root);
}

std::optional<Value> member(Object object, std::string_view name) {
  std::optional<Value> found;
  for (const auto one : object)
    if (one.key == name) found = one.value;
  return found && !found->is_null() ? found : std::nullopt;
}

std::optional<std::string_view> as_text(Value value) { return as<std::string_view>(value); }
std::optional<std::int64_t> as_integer(Value value) { return as<std::int64_t>(value); }
std::optional<bool> as_flag(Value value) { return as<bool>(value); }
std::optional<Object> as_object(Value value) { return as<Object>(value); }
std::optional<Array> as_array(Value value) { return as<Array>(value); }

std::string minified(Value value) { return simdjson::minify(value); }

}  // namespace bookrent::json
