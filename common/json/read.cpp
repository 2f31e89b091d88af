#include "common/json/read.hpp"

#include <simdjson.h>

#include <nlohmann/json.hpp>
#include <string>

namespace bookrent::json {
namespace {

using Json = nlohmann::json;
using simdjson::dom::element;
using simdjson::dom::element_type;

Json discarded() { return Json(Json::value_t::discarded); }

Json value_of(element read);

Json object_of(simdjson::dom::object members) {
  Json::object_t object;
  for (const auto member : members)
    object.insert_or_assign(std::string{member.key}, value_of(member.value));
  return object;
}

Json array_of(simdjson::dom::array elements) {
  Json::array_t array;
  array.reserve(elements.size());
  for (const element one : elements) array.push_back(value_of(one));
  return array;
}

Json value_of(element read) {
  switch (read.type()) {
    case element_type::OBJECT:
      return object_of(read.get_object().value_unsafe());
    case element_type::ARRAY:
      return array_of(read.get_array().value_unsafe());
    case element_type::STRING:
      return std::string{read.get_string().value_unsafe()};
    case element_type::INT64: {
      const std::int64_t number = read.get_int64().value_unsafe();
      if (number < 0) return number;
      return static_cast<std::uint64_t>(number);
    }
    case element_type::UINT64:
      return read.get_uint64().value_unsafe();
    case element_type::DOUBLE:
      return read.get_double().value_unsafe();
    case element_type::BOOL:
      return read.get_bool().value_unsafe();
    case element_type::NULL_VALUE:
      return nullptr;
  }
  return discarded();
}

}  // namespace

nlohmann::json read(std::string_view text) {
  thread_local simdjson::dom::parser parser;
  element root;
  if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS) return discarded();
  return value_of(root);
}

}  // namespace bookrent::json
