#include "common/contract/fields.hpp"

namespace bookrent::contract {

json::Object Reader::object(const char* name, json::Value json) {
  const auto object = json::as_object(json);
  if (!object) throw BadField(fmt::format("{} must be an object", name));
  return *object;
}

void Reader::read(const char* name, json::Value json, std::string& value) {
  const auto text = json::as_text(json);
  if (!text) throw BadField(fmt::format("{} must be text", name));
  if (text->find('\0') != std::string_view::npos)
    throw BadField(fmt::format("{} must not contain a NUL character", name));
  value = *text;
}

void Reader::read(const char* name, json::Value json, std::int64_t& value) {
  const auto number = json::as_integer(json);
  if (!number) throw BadField(fmt::format("{} must be a whole number", name));
  value = *number;
}

void Reader::read(const char* name, json::Value json, bool& value) {
  const auto flag = json::as_flag(json);
  if (!flag) throw BadField(fmt::format("{} must be true or false", name));
  value = *flag;
}

void Reader::read(const char* name, json::Value json, clock::Instant& value) {
  const auto text = json::as_text(json);
  if (!text) throw BadField(fmt::format("{} must be text", name));
  const auto instant = clock::parse_rfc3339(*text);
  if (!instant) throw BadField(fmt::format("{} must be an RFC 3339 instant in UTC", name));
  value = *instant;
}

}  // namespace bookrent::contract
