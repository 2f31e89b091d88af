#include "common/token/key_set.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "common/token/jws.hpp"
#include "common/token/public_key.hpp"
#include "common/token/strict_json.hpp"

namespace bookrent::token {
namespace {

using Json = nlohmann::json;

std::string name_of(const Json& jwk, std::size_t place) {
  const auto kid = jwk.find("kid");
  if (kid == jwk.end() || !kid->is_string()) return fmt::format("key {}", place);
  return fmt::format("key {} ({})", place, excerpt(kid->get_ref<const std::string&>()));
}

}  // namespace

std::expected<KeySet, std::string> KeySet::read(std::string_view json) {
  const auto document = read_object(json);
  if (!document) return std::unexpected("it is not a JSON object whose members differ in name");
  const bool single = !document->contains("keys");
  const Json jwks = single ? Json::array({*document}) : document->at("keys");
  if (!jwks.is_array()) return std::unexpected("its keys are not an array");
  if (jwks.size() > keys_max)
    return std::unexpected(fmt::format("it has {} keys, more than {}", jwks.size(), keys_max));
  KeySet set;
  for (std::size_t i = 0; i < jwks.size(); ++i) {
    if (!jwks[i].is_object()) {
      set.faults_.push_back(fmt::format("key {}: it is not an object", i + 1));
      continue;
    }
    auto key = PublicKey::read(jwks[i]);
    if (!key)
      set.faults_.push_back(fmt::format("{}: {}", name_of(jwks[i], i + 1), key.error()));
    else if (*key)
      set.keys_.push_back(std::make_shared<const PublicKey>(**std::move(key)));
  }
  return set;
}

}  // namespace bookrent::token
