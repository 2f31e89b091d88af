#include "daemons/user/domain/email.hpp"

#include "daemons/user/domain/text.hpp"

namespace bookrent::user {
namespace {

bool looks_like_domain(std::string_view text) {
  return text.contains('.') && !text.contains("..") && !text.starts_with('.') &&
         !text.ends_with('.');
}

}  // namespace

bool looks_like_email(std::string_view text) {
  if (text.size() > email_bytes_max || text.contains(' ') || holds_control_character(text))
    return false;
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at != text.rfind('@')) return false;
  return looks_like_domain(text.substr(at + 1));
}

}  // namespace bookrent::user
