#include "daemons/user/domain/login.hpp"

namespace bookrent::user {

std::expected<void, RefreshRefusal> refresh(Login& login, std::int64_t generation,
                                            const std::string& key, clock::Instant now,
                                            clock::Milliseconds lifetime) {
  if (login.ended_at) return std::unexpected(RefreshRefusal::ended);
  if (login.expires_at <= now) return std::unexpected(RefreshRefusal::expired);
  if (generation == login.generation - 1 && key == login.last_key) return {};
  if (generation != login.generation) {
    login.ended_at = now;
    return std::unexpected(RefreshRefusal::reused);
  }
  ++login.generation;
  login.last_key = key;
  login.expires_at = now + lifetime;
  return {};
}

}  // namespace bookrent::user
