#pragma once
// argon2id through libsodium.
#include "daemons/user/application/login_ports.hpp"

namespace bookrent::user {

/// What one hash costs: about 20 ms, in which this daemon does nothing else. OWASP's second choice
/// of parameters (19 MiB, two passes); more would let a few logins a second hold up the rest.
inline constexpr unsigned long long hash_passes = 2;
inline constexpr std::size_t hash_bytes = 19 * 1024 * 1024;

class SodiumHasher final : public PasswordHasher {
 public:
  std::string hash(const std::string& password) override;
  /// An empty hash matches nothing, and takes as long as another.
  bool matches(const std::string& hash, const std::string& password) override;

 private:
  std::string nobodys_;  // made when it is first needed
};

}  // namespace bookrent::user
