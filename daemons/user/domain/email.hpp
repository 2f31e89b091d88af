#pragma once
#include <cstddef>
#include <string_view>

namespace bookrent::user {

inline constexpr std::size_t email_bytes_max = 254;  // what fits into a mail's path (RFC 5321)

/// Whether `text` has the shape of an address: one @, something before it, a domain of at least two
/// names behind it, no blanks. Whether mail arrives there, only a mail can tell.
bool looks_like_email(std::string_view text);

}  // namespace bookrent::user
