#include "common/contract/fields.hpp"

namespace bookrent::contract {

void Reader::read(const char* name, const Json& json, std::string& value) {
  if (!json.is_string()) throw BadField(fmt::format("{} must be text", name));
  value = json.get<std::string>();
  if (value.find('\0') != std::string::npos)
    throw BadField(fmt::format("{} must not contain a NUL character", name));
}

void Reader::read(const char* name, const Json& json, std::int64_t& value) {
  constexpr auto most = std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  const bool fits =
      json.is_number_integer() && (!json.is_number_unsigned() || json.get<std::uint64_t>() <= most);
  if (!fits) throw BadField(fmt::format("{} must be a whole number", name));
  value = json.get<std::int64_t>();
}

void Reader::read(const char* name, const Json& json, bool& value) {
  if (!json.is_boolean()) throw BadField(fmt::format("{} must be true or false", name));
  value = json.get<bool>();
}

void Reader::read(const char* name, const Json& json, clock::Instant& value) {
  std::string text;
  read(name, json, text);
  const auto instant = clock::parse_rfc3339(text);
  if (!instant) throw BadField(fmt::format("{} must be an RFC 3339 instant in UTC", name));
  value = *instant;
}

}  // namespace bookrent::contract
