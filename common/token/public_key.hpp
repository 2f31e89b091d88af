#pragma once
#include <expected>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "common/token/openssl.hpp"

namespace bookrent::token {

enum class Algorithm { es256, rs256, eddsa };

/// As `alg` says it (RFC 7518, RFC 8037).
std::string_view name_of(Algorithm algorithm);

/// A key that verifies signatures, by the one algorithm that is the key's.
class PublicKey {
 public:
  /// Nothing: a key for something else. Error: what is wrong with it.
  static std::expected<std::optional<PublicKey>, std::string> read(const nlohmann::json& jwk);

  /// Empty: the key has none.
  const std::string& kid() const { return kid_; }
  Algorithm algorithm() const { return algorithm_; }
  /// `signature` as a JWS has it: of ES256 the numbers r and s, 32 bytes each.
  bool verifies(std::string_view input, std::string_view signature) const;

 private:
  PublicKey(std::string kid, Algorithm algorithm, Key key);

  std::string kid_;
  Algorithm algorithm_;
  Key key_;
};

}  // namespace bookrent::token
