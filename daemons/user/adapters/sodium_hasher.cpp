#include "daemons/user/adapters/sodium_hasher.hpp"

#include <sodium.h>

#include <array>
#include <new>

namespace bookrent::user {

std::string SodiumHasher::hash(const std::string& password) {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), hash_passes, hash_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc();
  return text.data();
}

bool SodiumHasher::matches(const std::string& hash, const std::string& password) {
  if (nobodys_.empty()) nobodys_ = this->hash("nobody's password");
  const std::string& compared = hash.empty() ? nobodys_ : hash;
  const bool same =
      crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return same && !hash.empty();
}

}  // namespace bookrent::user
