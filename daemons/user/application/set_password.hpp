#pragma once
// A user's password is set: by a manager, or by the user, who says the old one.
#include <expected>

#include "common/contract/actor.hpp"
#include "daemons/user/application/log_in.hpp"

namespace bookrent::user {

enum class PasswordRefusal {
  unknown_user,
  bad_password,        // too short, too long, or with characters that nobody can type
  wrong_old_password,  // or none was said
  slow_down,           // too many attempts have failed
};
struct PasswordRefused {
  PasswordRefusal why;
  clock::Milliseconds wait{0};  // behind slow_down
};

class SetPassword {
 public:
  explicit SetPassword(const LoginPorts& ports) : ports_(ports) {}

  /// Gives back whose it is. All logins of that user end. Under the idempotency key `key` it is
  /// done once.
  std::expected<std::int64_t, PasswordRefused> operator()(const contract::SetPassword& command,
                                                          const contract::Actor& actor,
                                                          const std::string& key,
                                                          clock::Instant now);

 private:
  std::optional<PasswordRefused> refusal_of_old(const contract::SetPassword& command,
                                                const Password& old, std::int64_t user_id,
                                                clock::Instant now);

  LoginPorts ports_;
};

}  // namespace bookrent::user
