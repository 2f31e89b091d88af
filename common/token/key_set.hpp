#pragma once
#include <cstddef>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bookrent::token {

class PublicKey;

/// Of a JWK Set; each may have to be tried.
constexpr std::size_t keys_max = 64;

/// Keys of a JWK Set that somebody publishes to verify what they sign. Copies share the keys.
class KeySet {
 public:
  KeySet() = default;

  /// Reads a JWK Set or a single JWK (RFC 7517). Left out are keys that sign nothing this library
  /// verifies (another kty, crv or alg than ES256, RS256 and EdDSA with Ed25519 need, or a use or
  /// key_ops that are for something else), and, as faults(), those that are malformed, weak, or of
  /// the same kid and algorithm as another one.
  /// Error: the text is not a JWK Set or JWK at all.
  static std::expected<KeySet, std::string> read(std::string_view json);

  /// How many keys can be used.
  std::size_t size() const { return keys_.size(); }
  /// What is wrong with keys that were left out for being malformed or weak, and which they are, in
  /// words for a person. A file that an operator has named should have none.
  std::span<const std::string> faults() const { return faults_; }

  std::span<const std::shared_ptr<const PublicKey>> keys() const { return keys_; }

 private:
  void leave_out_ambiguous();

  std::vector<std::shared_ptr<const PublicKey>> keys_;
  std::vector<std::string> faults_;
};

}  // namespace bookrent::token
