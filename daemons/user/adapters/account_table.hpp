#pragma once
// The service accounts, in SQLite, with the hashes of their secrets.
#include <vector>

#include "common/store/statement.hpp"
#include "daemons/user/application/login_ports.hpp"

namespace bookrent::user {

class AccountTable final : public Accounts {
 public:
  explicit AccountTable(store::Store& store);

  bool add(const contract::Account& account, const std::string& secret_hash) override;
  bool remove(const std::string& name) override;
  std::optional<Known> find(const std::string& name) override;
  /// By name.
  std::vector<contract::Account> all();

 private:
  store::Statement insert_;
  store::Statement delete_;
  store::Statement select_;
  store::Statement all_;
};

}  // namespace bookrent::user
