#pragma once
// Text taken apart, from UTF-8 to characters to what a terminal shows as one.
#include <cstddef>
#include <string_view>

namespace bookrent::cli {

inline constexpr char32_t replacement_character = U'\uFFFD';

struct Character {
  char32_t code;
  std::size_t bytes;
};

/// The character that `text` (UTF-8, not empty) starts with. Where the bytes are not UTF-8 (cut
/// off, overlong, a surrogate, beyond U+10FFFF) it is U+FFFD, as long as the Unicode Standard
/// advises in chapter 3.9, "substitution of maximal subparts".
Character first_character(std::string_view text);

/// What one user sees as one letter: a character with all that joins it.
struct Cluster {
  std::size_t bytes;
  int columns;  // 0, 1 or 2; more when spacing marks follow
};

/// The cluster that `text` (UTF-8, not empty) starts with. An emoji sequence (skin tone, ZWJ, flag)
/// is one cluster, two columns wide. The locale plays no part.
Cluster first_cluster(std::string_view text);

}  // namespace bookrent::cli
