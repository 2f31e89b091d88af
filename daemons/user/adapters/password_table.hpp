#pragma once
// The passwords' hashes, in SQLite.
#include "common/store/statement.hpp"
#include "daemons/user/application/login_ports.hpp"

namespace bookrent::user {

class PasswordTable final : public Passwords {
 public:
  explicit PasswordTable(store::Store& store);

  std::optional<Password> find(std::int64_t user_id) override;
  void set(std::int64_t user_id, const Password& password) override;

 private:
  store::Statement select_;
  store::Statement upsert_;
};

}  // namespace bookrent::user
