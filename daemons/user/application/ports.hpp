#pragma once
// What the use cases need of the outside, in the domain's words.
#include <cstdint>
#include <optional>
#include <string>

#include "common/contract/user.hpp"
#include "daemons/user/domain/user.hpp"

namespace bookrent::user {

class Users {
 public:
  virtual ~Users() = default;
  /// Stores a new user under the next id.
  virtual User add(User user) = 0;
  virtual std::optional<User> find(std::int64_t id) = 0;
  /// Who has this e-mail address, whatever the case of its letters.
  virtual std::optional<std::int64_t> with_email(const std::string& email) = 0;
  virtual void save(const User& user) = 0;
  /// Whether nobody else is an active manager.
  virtual bool is_only_manager(std::int64_t id) = 0;
};

/// The context's event log.
class Journal {
 public:
  virtual ~Journal() = default;
  virtual void publish(const contract::UserRegistered& event) = 0;
  virtual void publish(const contract::UserChanged& event) = 0;
};

}  // namespace bookrent::user
