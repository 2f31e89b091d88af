#pragma once
// The users, in SQLite.
#include <vector>

#include "common/store/statement.hpp"
#include "daemons/user/application/ports.hpp"

namespace bookrent::user {

class UserTable final : public Users {
 public:
  explicit UserTable(store::Store& store);

  User add(User user) override;
  std::optional<User> find(std::int64_t id) override;
  std::optional<std::int64_t> with_email(const std::string& email) override;
  void save(const User& user) override;
  bool is_only_manager(std::int64_t id) override;
  /// At most `count` users behind `after`, in the order of their ids.
  std::vector<User> following(std::int64_t after, std::int64_t count);
  /// The active ones, in the order of their ids.
  std::vector<User> managers();

 private:
  store::Statement insert_;
  store::Statement select_;
  store::Statement with_email_;
  store::Statement update_;
  store::Statement following_;
  store::Statement managers_;
  store::Statement other_manager_;
};

}  // namespace bookrent::user
