#include "common/token/key_set.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// Two keys that are the same to whoever names one; then neither is the one that was meant.
bool is_ambiguous(const PublicKey& key, std::span<const std::shared_ptr<const PublicKey>> all) {
  return !key.kid().empty() && std::ranges::any_of(all, [&](const auto& other) {
    return other.get() != &key && other->kid() == key.kid() &&
           other->algorithm() == key.algorithm();
  });
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
  set.leave_out_ambiguous();
  return set;
}

void KeySet::leave_out_ambiguous() {
  const auto all = keys_;
  std::erase_if(keys_, [&](const auto& key) {
    if (!is_ambiguous(*key, all)) return false;
    faults_.push_back(fmt::format("several keys for {} have the kid '{}'",
                                  name_of(key->algorithm()), excerpt(key->kid())));
    return true;
  });
}

}  // namespace bookrent::token
