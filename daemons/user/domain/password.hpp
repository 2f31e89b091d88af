#pragma once
// What a password must be. Only its length counts: rules about letters and digits make passwords
// that people forget and programs guess (NIST SP 800-63B).
#include <cstddef>
#include <string_view>

namespace bookrent::user {

inline constexpr std::size_t password_bytes_min = 8;
inline constexpr std::size_t password_bytes_max = 1024;

/// Whether `text` may be a password: long enough, and without control characters, which somebody
/// could not type again.
bool may_be_password(std::string_view text);

}  // namespace bookrent::user
