#include "daemons/user/domain/password.hpp"

#include "daemons/user/domain/text.hpp"

namespace bookrent::user {

bool may_be_password(std::string_view text) {
  return text.size() >= password_bytes_min && text.size() <= password_bytes_max &&
         !holds_control_character(text);
}

}  // namespace bookrent::user
