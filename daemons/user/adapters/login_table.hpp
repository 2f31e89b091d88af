#pragma once
// The logins, in SQLite. They hold no token: a refresh token is made from a login's id and
// generation, and known again by its seal.
#include "common/store/statement.hpp"
#include "daemons/user/application/login_ports.hpp"

namespace bookrent::user {

inline constexpr int logins_purged_max = 256;  // a turn

class LoginTable final : public Logins {
 public:
  explicit LoginTable(store::Store& store);

  void add(const Login& login) override { save(login); }
  std::optional<Login> find(const std::string& id) override;
  void save(const Login& login) override;
  void end_all(std::int64_t user_id, clock::Instant now) override;
  /// Drops some of those that have expired; returns how many.
  int purge(clock::Instant now);

 private:
  store::Statement select_;
  store::Statement upsert_;
  store::Statement end_all_;
  store::Statement purge_;
};

}  // namespace bookrent::user
